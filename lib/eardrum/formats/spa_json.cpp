// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/spa_json.h>

#include <eardrum/formats/decimal.h>

namespace eardrum {
namespace {

constexpr int kMaxDepth = 100;

class Parser {
 public:
  Parser(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Result<Value> read_all() {
    skip();
    // The outermost braces may be missing.
    if (at_ < text_.size() && (text_[at_] == '{' || text_[at_] == '[')) {
      EARDRUM_TRY(auto value, read_value(0));
      skip();
      if (at_ < text_.size()) return fail("Expected the end of the file after the last bracket");
      return value;
    }
    return read_members(0, '\0');
  }

 private:
  Error fail(const std::string& message) const { return {Errc::kInvalidData, message, {file_, line_, {}}}; }

  void skip() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == ':' || c == '=') {
        if (c == '\n') ++line_;
        ++at_;
      } else {
        return;
      }
    }
  }

  Result<Value> read_members(int depth, char close) {
    Value object{Value::Object{}};
    object.set_line(line_);
    while (true) {
      skip();
      if (at_ == text_.size()) {
        if (close == '\0') return object;
        return fail("Expected '}', found the end of the file");
      }
      if (text_[at_] == close && close != '\0') {
        ++at_;
        return object;
      }
      EARDRUM_TRY(const auto key, read_word());
      skip();
      EARDRUM_TRY(auto value, read_value(depth + 1));
      // push, not set: a search for an earlier member of the name would make a long object slow.
      object.as_object().emplace_back(key, std::move(value));
    }
  }

  Result<Value> read_value(int depth) {
    if (depth > kMaxDepth) return fail("Expected at most 100 levels, found more");
    if (at_ == text_.size()) return fail("Expected a value, found the end of the file");
    if (text_[at_] == '{') {
      ++at_;
      return read_members(depth, '}');
    }
    if (text_[at_] == '[') {
      ++at_;
      Value array{Value::Array{}};
      array.set_line(line_);
      while (true) {
        skip();
        if (at_ == text_.size()) return fail("Expected ']', found the end of the file");
        if (text_[at_] == ']') {
          ++at_;
          return array;
        }
        EARDRUM_TRY(auto element, read_value(depth + 1));
        array.as_array().push_back(std::move(element));
      }
    }
    const bool quoted = text_[at_] == '"';
    const int line = line_;
    EARDRUM_TRY(auto word, read_word());
    Value value;
    if (quoted)
      value = Value(std::move(word));
    else if (word == "true" || word == "false")
      value = Value(word == "true");
    else if (word == "null")
      value = Value();
    else if (const auto number = parse_decimal(word))
      value = Value(*number);
    else
      value = Value(std::move(word));
    value.set_line(line);
    return value;
  }

  Result<std::string> read_word() {
    std::string word;
    if (text_[at_] == '"') {
      for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
        if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
        if (text_[at_] == '\n') ++line_;
        word.push_back(text_[at_]);
      }
      if (at_ == text_.size()) return fail("Expected '\"', found the end of the file");
      ++at_;
      return word;
    }
    while (at_ < text_.size() && std::string_view(" \t\r\n,:={}[]#\"").find(text_[at_]) == std::string_view::npos)
      word.push_back(text_[at_++]);
    if (word.empty()) return fail(std::string("Expected a word, found '") + text_[at_] + "'");
    return word;
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

Result<Value> parse_spa_json(std::string_view text, const std::string& file) {
  return Parser(text, file).read_all();
}

}  // namespace eardrum
