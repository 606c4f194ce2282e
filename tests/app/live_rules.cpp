// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/live_rules.h>

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <regex>

using namespace eardrum;
using namespace eardrum::app;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string refused(std::string_view text) {
  const auto rules = read_live_rules(text, "/etc/x/live.toml");
  INFO(text);
  REQUIRE(!rules.has_value());
  return rules.error().to_string();
}

}  // namespace

TEST_CASE("the first rule that fits either name counts; paths are the file's folder's") {
  const auto rules = read_live_rules(R"(
format = "eardrum-live/1"
[[rule]]
device = "*HDV 820*"
headphone = "hd800s"
[[rule]]
device = "alsa_output.usb-Apple*"
chain = "sub/../one.toml"
[[rule]]
device = "bluez_output.*"
equalizer = "/abs/two.txt"
crossfeed = true
[[rule]]
device = "*"
)",
                                     "/etc/x/live.toml");
  REQUIRE_MESSAGE(rules.has_value(), rules.error().to_string());
  const auto* rule = rule_for(*rules, "alsa_output.usb-Sennheiser", "Sennheiser hdv 820 Analog Stereo");
  REQUIRE(rule != nullptr);
  CHECK(rule->tuning.headphone->subject.name == "hd800s");
  CHECK(rule_for(*rules, "alsa_output.usb-Apple_Inc", "USB-C")->tuning.chain == "/etc/x/one.toml");
  rule = rule_for(*rules, "bluez_output.00_11", "");
  CHECK(rule->tuning.equalizer == "/abs/two.txt");
  CHECK(rule->crossfeed);
  rule = rule_for(*rules, "anything", "");
  CHECK(rule->device == "*");
  CHECK(!rule->tuning.headphone);
  CHECK(rule_for({}, "anything", "") == nullptr);
}

TEST_CASE("what is wrong is told with file, line and key") {
  CHECK(has(refused("[[rule]]\ndevice = \"*\"\nheadfone = \"x\"\n"), "/etc/x/live.toml:3"));
  CHECK(has(refused("[[rule]]\ndevice = \"*\"\nheadfone = \"x\"\n"), "did you mean 'headphone'"));
  CHECK(has(refused("[[rule]]\nheadphone = \"x\"\n"), "device"));
  CHECK(has(refused("[[rule]]\ndevice = \"*\"\nheadphone = \"x\"\nchain = \"y\"\n"), "found several"));
  CHECK(has(refused("[[rule]]\ndevice = 3\n"), "Expected a text"));
  CHECK(has(refused("[[rule]]\ndevice = \"*\"\ncrossfeed = 4\n"), "true or false"));
  CHECK(has(refused("format = \"eardrum-live/2\"\n"), "eardrum-live/1"));
  CHECK(has(refused("rules = 1\n"), "[[rule]]"));
  CHECK(has(refused("[rule]\ndevice = \"*\"\n"), "[[rule]]"));
  CHECK(!refused("= =").empty());
  CHECK(read_live_rules("", "x")->empty());
}

TEST_CASE("patterns agree with regular expressions") {
  std::mt19937 random(17);
  const std::string letters = "aAb.*?";
  for (int round = 0; round < 20000; ++round) {
    std::string pattern, name, expression;
    for (std::size_t k = random() % 7; k > 0; --k) {
      const char c = letters[random() % letters.size()];
      pattern += c;
      expression += c == '*' ? ".*" : c == '?' ? "." : c == '.' ? "[.]" : std::string(1, c);
    }
    for (std::size_t k = random() % 7; k > 0; --k) name += letters[random() % 4];
    LiveRule rule;
    rule.device = pattern;
    CHECK(rule.fits(name) == std::regex_match(name, std::regex(expression, std::regex::icase)));
  }
  // Many stars stay quick.
  LiveRule stars;
  for (int k = 0; k < 2000; ++k) stars.device += "*a";
  CHECK(!stars.fits(std::string(1999, 'a')));
}

TEST_CASE("the rules' place follows XDG") {
  ::setenv("XDG_CONFIG_HOME", "/conf", 1);
  CHECK(live_rules_path() == "/conf/eardrum/live.toml");
  ::setenv("XDG_CONFIG_HOME", "relative", 1);
  ::setenv("HOME", "/home/me", 1);
  CHECK(live_rules_path() == "/home/me/.config/eardrum/live.toml");
}
