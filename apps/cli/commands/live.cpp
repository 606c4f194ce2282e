// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <eardrum/app/live_rules.h>
#include <eardrum/base/file.h>
#include <eardrum/base/printable.h>
#include <live/control_socket.h>
#include <live/exposure_log.h>

#include "../arguments.h"
#include "../console.h"
#include "commands.h"
#include "equalizer_flag.h"
#include "live_backend.h"
#include "live_control.h"
#include "output_flags.h"
#include "subject_flags.h"

namespace eardrum::cli {
namespace {

// Ctrl-C and SIGTERM as something to wait for, in this thread and those that it starts.
class Signals {
 public:
  Signals() {
    sigemptyset(&caught_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&caught_, signal);
    pthread_sigmask(SIG_BLOCK, &caught_, &before_);
    descriptor_ = ::signalfd(-1, &caught_, SFD_CLOEXEC | SFD_NONBLOCK);
  }
  ~Signals() {
    // Those that came must not end us now that all is done.
    signalfd_siginfo taken;
    while (::read(descriptor_, &taken, sizeof taken) > 0) {
    }
    ::close(descriptor_);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  sigset_t caught_{}, before_{};
  int descriptor_ = -1;
};

// Leaving an audio server may last for ever (jack_deactivate() of PipeWire 0.3.65 can lock up). The process then ends
// without it: the server drops a client that died, and everyone else plays on.
class Deadline {
 public:
  explicit Deadline(const char* sentence)
      : thread_([sentence](const std::stop_token& stop) {
          std::mutex mutex;
          std::condition_variable_any met;
          std::unique_lock lock(mutex);
          met.wait_for(lock, stop, std::chrono::seconds(3), [] { return false; });
          if (stop.stop_requested()) return;
          const std::string line = std::string(sentence) + "\n";
          [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
          ::_exit(0);
        }) {}

 private:
  std::jthread thread_;
};

// What is not asked for by name is what the device's rule says.
class Rules {
 public:
  Rules(std::string path, bool needed) : path_(std::move(path)), needed_(needed) {}

  /// The rule for a device, read anew so that an edited file counts; nothing when there is none.
  Result<std::optional<app::LiveRule>> find(const live::BackendStatus& backend) const {
    std::error_code ignored;
    const bool there = !path_.empty() && std::filesystem::exists(path_, ignored);
    if (!there && !needed_) return std::optional<app::LiveRule>();
    EARDRUM_TRY(const auto text, read_file(path_, std::size_t{1} << 20));
    EARDRUM_TRY(const auto rules, app::read_live_rules(text, path_));
    const auto* const rule = app::rule_for(rules, backend.device, backend.device_text);
    return rule != nullptr ? std::optional<app::LiveRule>(*rule) : std::nullopt;
  }

 private:
  std::string path_;
  bool needed_;
};

// Peaks stay just below full scale; -0.1 leaves what a loud master is alone.
constexpr Gain kCeiling{-0.1};

// As the flags have it. Fails when it is for two ears and there are more channels.
Result<app::TuningAnswer> with_flags(app::TuningAnswer found, const Arguments& arguments) {
  EARDRUM_TRY(const std::uint32_t channels, channels_from(arguments));
  engine::Tuning& tuning = found.tuning;
  if (arguments.has("crossfeed") && !tuning.crossfeed) tuning.crossfeed = dsp::CrossfeedParams{};
  if (tuning.crossfeed && channels != 2) {
    tuning.crossfeed.reset();
    found.notes.push_back("Crossfeed is for two channels and was left out");
  }
  if (found.drum_db_spl && channels > 2) {
    found.notes.push_back("Of more than two channels the exposure at the ear is not known: none is metered");
  }
  if (!arguments.has("no-limit")) tuning.limiter = dsp::LimiterParams{.ceiling = kCeiling};
  if (channels == 2) return found;
  // Told now, not when the music starts; what is for another rate may yet meet it.
  const auto tried = engine::plan_for(tuning, Hertz(48000.0), channels);
  if (!tried && (tried.error().code != Errc::kUsage || tuning.ears.size() > 1)) return tried.error();
  return found;
}

Result<app::TuningRequest> tuning_request(const Arguments& arguments) {
  app::TuningRequest request;
  request.equalizer = arguments.text("eq");
  request.chain = arguments.text("chain");
  if (!arguments.operands().empty()) {
    request.headphone.emplace();
    request.headphone->subject = subject_from(arguments, arguments.operands().front());
    EARDRUM_TRY(request.headphone->target, target_from(arguments));
  }
  return request;
}

bool is_empty(const app::TuningRequest& request) {
  return !request.equalizer && !request.headphone && !request.chain;
}

std::string description_of(const engine::Tuning& tuning) {
  return "Eardrum" + (tuning.name.empty() ? "" : ": " + printable(tuning.name, 100));
}

// A session from start to end.
class Live {
 public:
  Live(const Arguments& arguments, Console& console, app::Inventory inventory, app::TuningAnswer first,
       std::uint32_t channels, bool by_rule)
      : arguments_(arguments),
        console_(console),
        inventory_(std::move(inventory)),
        by_rule_(by_rule),
        rules_(arguments.text("rules").value_or(app::live_rules_path()), arguments.has("rules")),
        session_(std::move(first.tuning), channels) {
    session_.set_drum_response(std::move(first.drum_db_spl));
    for (const auto& note : first.notes) console_.complain(printable(note, 600));
  }

  Result<void> run() {
    EARDRUM_TRY(const std::string path, live::socket_path(arguments_.text("name").value_or("live")));
    const Signals signals;
    EARDRUM_TRY(const auto socket, live::ControlSocket::open(path));
    const std::string description = description_of(session_.status().tuning);
    EARDRUM_TRY(backend_, open_backend(arguments_, session_, description));
    if (const std::string missing = missing_device(arguments_); !missing.empty()) console_.complain(missing);
    live::Protocol protocol(
        session_, [this](const live::LoadRequest& request) { return load(request); }, backend_.get());
    EARDRUM_CHECK(console_.print(
        arguments_.has("jack")
            ? description + " is there: connect players to its ports in_1, in_2, ... Ctrl-C ends it.\n"
            : "\"" + description +
                  "\" is there: choose it as the output of a player or of the desktop. Ctrl-C ends it.\n"));
    socket->run(protocol, signals.descriptor(), [this] {
      session_.service();
      follow_device();
      if (std::chrono::steady_clock::now() >= log_next_) log_exposure();
      return true;
    });
    log_exposure();
    const Deadline deadline("eardrum: the audio server does not let go of the session, which ends all the same");
    backend_.reset();
    return {};
  }

 private:
  Result<live::Loaded> loaded(const app::TuningRequest& request) const {
    EARDRUM_TRY(auto tuned, app::tuning_for(request, inventory_));
    EARDRUM_TRY(auto found, with_flags(std::move(tuned), arguments_));
    return live::Loaded{std::move(found.tuning), std::move(found.drum_db_spl), std::move(found.notes)};
  }

  Result<live::Loaded> load(const live::LoadRequest& asked) const {
    app::TuningRequest request;
    request.chain = asked.chain;
    request.equalizer = asked.equalizer;
    if (asked.headphone) {
      request.headphone.emplace();
      request.headphone->subject.name = *asked.headphone;
    }
    return loaded(request);
  }

  void follow_device() {
    const live::BackendStatus status = backend_->status();
    if (status.device.empty() || status.device == device_) return;
    device_ = status.device;
    if (!by_rule_) return;
    const auto done = apply_rule(status);
    if (!done) console_.complain(done.error().to_string());
  }

  // Every minute, so that little is lost should we be killed; the first time as soon as there is something to count.
  void log_exposure() {
    const auto now = std::chrono::steady_clock::now();
    const bool known = !log_path_.empty() && session_.meters().exposure_known;
    log_next_ = now + std::chrono::seconds(known ? 60 : 1);
    const live::EarsPa2h taken = session_.exposure();
    if (!known || (log_read_ && taken == taken_)) return;
    const Hours over = now - logged_;
    logged_ = now;
    const auto wall = std::chrono::time_point_cast<std::chrono::duration<double>>(std::chrono::system_clock::now());
    const auto week = live::ExposureLog(log_path_).add({taken[0] - taken_[0], taken[1] - taken_[1]}, over, wall);
    taken_ = taken;
    log_read_ = true;
    if (week) return session_.set_exposure_of_week(*week);
    console_.complain(week.error().to_string());
    log_path_.clear();  // once is enough
  }

  Result<void> apply_rule(const live::BackendStatus& status) {
    EARDRUM_TRY(const auto rule, rules_.find(status));
    EARDRUM_TRY(auto found, loaded(rule ? rule->tuning : app::TuningRequest{}));
    if (rule && rule->crossfeed && channels_from(arguments_).value_or(2) == 2) {
      found.tuning.crossfeed = dsp::CrossfeedParams{};
    }
    const std::string description = description_of(found.tuning);
    EARDRUM_CHECK(session_.load(session_.heard(), std::move(found.tuning)));
    session_.set_drum_response(std::move(found.drum_db_spl));
    backend_->describe(description);
    return {};
  }

  const Arguments& arguments_;
  Console& console_;
  app::Inventory inventory_;
  bool by_rule_;
  Rules rules_;
  live::Session session_;
  std::unique_ptr<live::Backend> backend_;
  std::string device_;

  std::string log_path_ = live::ExposureLog::usual_path();
  bool log_read_ = false;
  live::EarsPa2h taken_{};  // of this session, as far as it is in the log
  std::chrono::steady_clock::time_point logged_ = std::chrono::steady_clock::now(), log_next_ = logged_;
};

Result<Exit> run(const Arguments& arguments, Console& console) {
  if (arguments.has("list")) {
    EARDRUM_CHECK(print_devices(arguments, console));
    return Exit::kFine;
  }
  EARDRUM_TRY(const auto request, tuning_request(arguments));
  EARDRUM_TRY(const std::uint32_t channels, channels_from(arguments));
  if (channels != 2 && arguments.has("crossfeed")) {
    return Error{Errc::kUsage, "Expected two channels for --crossfeed, found " + std::to_string(channels), {}};
  }
  const bool by_rule = is_empty(request);
  if (!by_rule && arguments.has("rules")) {
    return Error{Errc::kUsage, "Expected --rules or something to play through, found both", {}};
  }
  EARDRUM_TRY(auto inventory, app::Inventory::open());
  EARDRUM_TRY(auto asked, app::tuning_for(request, inventory));
  EARDRUM_TRY(auto first, with_flags(std::move(asked), arguments));
  EARDRUM_CHECK(Live(arguments, console, std::move(inventory), std::move(first), channels, by_rule).run());
  return Exit::kFine;
}

std::vector<Flag> live_flags() {
  return {
      equalizer_flag(),
      {.name = "chain",
       .value = "FILE",
       .summary = "The digital stages of a chain file; its rest tells the exposure meter how loud it gets",
       .completes = Completes::kFile},
      {.name = "device", .value = "SINK", .summary = "Play to this device instead of the default one (see --list)"},
      {.name = "filter",
       .value = "SINK",
       .summary = "Send what plays to this device through here: players need not choose anything"},
      {.name = "rules",
       .value = "FILE",
       .summary = "What to play through which device (default: ~/.config/eardrum/live.toml)",
       .completes = Completes::kFile},
      {.name = "channels",
       .value = "N",
       .summary = "1 to 8 channels instead of two",
       .detail = "As a sink they are MONO; FL FR; FL FR LFE; FL FR RL RR; FL FR FC RL RR; FL FR FC LFE RL RR (5.1); "
                 "FL FR FC LFE RC SL SR; FL FR FC LFE RL RR SL SR (7.1). Every channel is equalised. The server mixes "
                 "down what the device has no loudspeaker for. Equalisers that differ between the ears, and crossfeed, "
                 "are for two channels."},
      {.name = "crossfeed", .value = "", .summary = "Let each ear hear some of the other channel (700 Hz, 4.5 dB)"},
      {.name = "no-limit", .value = "", .summary = "Let peaks go above -0.1 dBTP"},
      {.name = "jack", .value = "", .summary = "As a JACK client instead: ports to connect players to"},
      {.name = "list", .value = "", .summary = "List the devices that there are, and do nothing else"},
      live_name_flag()};
}

}  // namespace

Command live_command() {
  return {
      .name = "live",
      .summary = "Put an equaliser into what this computer plays, now",
      .detail =
          "Appears as an output (\"Eardrum: HD 650\") that players and the desktop can choose, and plays on to the "
          "default device: through an equaliser fitted for HEADPHONE, one from a file, or the digital stages of a "
          "chain. "
          "It follows the device and the sample rate, never clicks, and keeps true peaks below full scale. Should it "
          "die, players go back to the device.\n\n"
          "Without anything to play through, the rules of ~/.config/eardrum/live.toml say what each device gets "
          "(docs/formats/live-rules.md).\n\n"
          "While it runs, the verbs below talk to it, and so can any program: docs/formats/live-control.md. systemctl "
          "--user enable --now eardrum-live starts it with the desktop, by the rules.\n\n"
          "Needs PipeWire, or with --jack a JACK server: then players are connected to its ports by whoever connects "
          "them, "
          "and it waits for a server that goes.",
      .operands = {{.name = "HEADPHONE",
                    .summary = "the headphone to fit an equaliser for",
                    .least = 0,
                    .most = 1,
                    .completes = Completes::kGear}},
      .flags = flags({live_flags(), subject_flags(), {json_flag()}}),
      .examples = {{"live hd650", "Everything that plays there, as an HD 650 should sound."},
                   {"live --filter alsa_output.usb-dac --eq hd650.txt", "Whatever plays to that DAC."},
                   {"live set band 3 gain -2.5", "Turn a band while it plays."},
                   {"live load --eq other.txt --slot b", "Something to compare with; live ab goes to and fro."}},
      .verbs = live_verbs(),
      .run = run};
}

}  // namespace eardrum::cli
