// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "clients/lv2/host.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <lv2/atom/forge.h>
#include <lv2/atom/util.h>
#include <lv2/patch/patch.h>

#include <doctest/doctest.h>

#include "ports.h"

namespace eardrum::test {
namespace {

using namespace eardrum::lv2;

constexpr std::uint32_t kCapacity = 8192;

LV2_Atom_Sequence& sequence(std::vector<std::uint64_t>& memory) {
  return *reinterpret_cast<LV2_Atom_Sequence*>(memory.data());
}

char* copied(const std::string& text) {
  return strdup(text.c_str());
}

int print_log_values(void* lines, LV2_URID, const char* format, std::va_list values) {
  char text[1000];
  const int length = std::vsnprintf(text, sizeof text, format, values);
  static_cast<std::vector<std::string>*>(lines)->emplace_back(text);
  return length;
}
int print_log(void* lines, LV2_URID type, const char* format, ...) {
  std::va_list values;
  va_start(values, format);
  const int length = print_log_values(lines, type, format, values);
  va_end(values);
  return length;
}

// Paths of a session, relative to its folder.
struct SessionFolder {
  std::string folder;
  LV2_State_Map_Path paths{
      this,
      [](void* self, const char* path) {
        const std::string& root = static_cast<SessionFolder*>(self)->folder;
        return copied(std::string(path).substr(root.size() + 1));
      },
      [](void* self, const char* path) { return copied(static_cast<SessionFolder*>(self)->folder + "/" + path); }};
  LV2_Feature feature{LV2_STATE__mapPath, &paths};
};

}  // namespace

Lv2Host::Lv2Host(double sample_rate, Offers offers) : messages_in_(kCapacity / 8), messages_out_(kCapacity / 8) {
  map_ = {this, [](void* self, const char* uri) { return static_cast<Lv2Host*>(self)->urid(uri); }};
  schedule_ = {this, [](void* self, std::uint32_t, const void*) {
                 auto& host = *static_cast<Lv2Host*>(self);
                 if (host.worker_is_full) return LV2_WORKER_ERR_NO_SPACE;
                 ++host.scheduled;
                 return LV2_WORKER_SUCCESS;
               }};
  log_feature_ = {&log, print_log, print_log_values};
  const LV2_Feature map{LV2_URID__map, &map_}, worker{LV2_WORKER__schedule, &schedule_},
      logging{LV2_LOG__log, &log_feature_};
  std::vector<const LV2_Feature*> features;
  if (offers.features) features = {&map, &logging};
  if (offers.features && offers.worker) features.push_back(&worker);
  features.push_back(nullptr);

  library_ = dlopen(EARDRUM_LV2_BINARY, RTLD_NOW | RTLD_LOCAL);
  REQUIRE_MESSAGE(library_ != nullptr, dlerror());
  const auto find = reinterpret_cast<LV2_Descriptor_Function>(symbol("lv2_descriptor"));
  REQUIRE((find != nullptr));
  descriptor_ = find(0);
  CHECK((find(1) == nullptr));
  CHECK(descriptor_->URI == kPluginUri);
  handle_ = descriptor_->instantiate(descriptor_, sample_rate, "", features.data());
  if (handle_ == nullptr) return;
  const Values usual = usual_values();
  controls_.assign(usual.begin(), usual.end());
  for (std::uint32_t port = kLatency; port < kPortCount; ++port) {
    descriptor_->connect_port(handle_, port, &controls_[port]);
  }
  if (!offers.features) return;  // such a host knows no messages either
  auto& in = sequence(messages_in_);
  in.atom = {sizeof(LV2_Atom_Sequence_Body), urid(LV2_ATOM__Sequence)};
  in.body = {};
  descriptor_->connect_port(handle_, kMessagesIn, &in);
  descriptor_->connect_port(handle_, kMessagesOut, &sequence(messages_out_));
}

Lv2Host::~Lv2Host() {
  if (handle_ != nullptr) descriptor_->cleanup(handle_);
  dlclose(library_);
}

void* Lv2Host::symbol(const char* name) const {
  return dlsym(library_, name);
}

LV2_URID Lv2Host::urid(const std::string& uri) const {
  auto found = std::find(uris_.begin(), uris_.end(), uri);
  if (found == uris_.end()) found = uris_.insert(uris_.end(), uri);
  return static_cast<LV2_URID>(found - uris_.begin() + 1);
}

void Lv2Host::activate() {
  descriptor_->activate(handle_);
}
void Lv2Host::deactivate() {
  if (descriptor_->deactivate != nullptr) descriptor_->deactivate(handle_);
}

void Lv2Host::run(const std::vector<const float*>& in, const std::vector<float*>& out, std::uint32_t frames) {
  descriptor_->connect_port(handle_, kInLeft, const_cast<float*>(in[0]));
  descriptor_->connect_port(handle_, kInRight, const_cast<float*>(in[1]));
  descriptor_->connect_port(handle_, kOutLeft, out[0]);
  descriptor_->connect_port(handle_, kOutRight, out[1]);
  auto& messages = sequence(messages_out_);
  messages.atom = {kCapacity - sizeof(LV2_Atom), 0};
  descriptor_->run(handle_, frames);
  lv2_atom_sequence_clear(&sequence(messages_in_));
}

std::vector<std::vector<float>> Lv2Host::process(const std::vector<std::vector<float>>& in, std::uint32_t block) {
  auto out = in;
  const auto length = static_cast<std::uint32_t>(in[0].size());
  for (std::uint32_t from = 0; from < length; from += block) {
    run({in[0].data() + from, in[1].data() + from}, {out[0].data() + from, out[1].data() + from},
        std::min(block, length - from));
    read_told();
    work();
  }
  return out;
}

std::size_t Lv2Host::work() {
  const auto* const worker =
      static_cast<const LV2_Worker_Interface*>(descriptor_->extension_data(LV2_WORKER__interface));
  const std::size_t count = scheduled;
  for (; scheduled > 0; --scheduled) {
    const std::uint32_t nothing = 0;
    CHECK(worker->work(
              handle_, [](void*, std::uint32_t, const void*) { return LV2_WORKER_SUCCESS; }, nullptr, sizeof nothing,
              &nothing) == LV2_WORKER_SUCCESS);
  }
  return count;
}

void Lv2Host::send_path(const std::string& path) {
  LV2_Atom_Forge forge;
  lv2_atom_forge_init(&forge, &map_);
  auto& in = sequence(messages_in_);
  lv2_atom_forge_set_buffer(&forge, reinterpret_cast<std::uint8_t*>(&in), kCapacity);
  LV2_Atom_Forge_Frame frame, object;
  lv2_atom_forge_sequence_head(&forge, &frame, 0);
  lv2_atom_forge_frame_time(&forge, 0);
  lv2_atom_forge_object(&forge, &object, 0, urid(LV2_PATCH__Set));
  lv2_atom_forge_key(&forge, urid(LV2_PATCH__property));
  lv2_atom_forge_urid(&forge, urid(std::string(kImpulseUri)));
  lv2_atom_forge_key(&forge, urid(LV2_PATCH__value));
  lv2_atom_forge_path(&forge, path.c_str(), static_cast<std::uint32_t>(path.size()));
  lv2_atom_forge_pop(&forge, &object);
  lv2_atom_forge_pop(&forge, &frame);
}

void Lv2Host::ask_path() {
  LV2_Atom_Forge forge;
  lv2_atom_forge_init(&forge, &map_);
  auto& in = sequence(messages_in_);
  lv2_atom_forge_set_buffer(&forge, reinterpret_cast<std::uint8_t*>(&in), kCapacity);
  LV2_Atom_Forge_Frame frame, object;
  lv2_atom_forge_sequence_head(&forge, &frame, 0);
  lv2_atom_forge_frame_time(&forge, 0);
  lv2_atom_forge_object(&forge, &object, 0, urid(LV2_PATCH__Get));
  lv2_atom_forge_pop(&forge, &object);
  lv2_atom_forge_pop(&forge, &frame);
}

void Lv2Host::read_told() {
  if (sequence(messages_out_).atom.type == 0) return;  // nobody wrote: its size is still the capacity
  LV2_ATOM_SEQUENCE_FOREACH(&sequence(messages_out_), event) {
    const auto& object = reinterpret_cast<const LV2_Atom_Object&>(event->body);
    const LV2_Atom* value = nullptr;
    lv2_atom_object_get(&object, urid(LV2_PATCH__value), &value, 0);
    if (object.body.otype != urid(LV2_PATCH__Set) || value == nullptr) continue;
    CHECK(value->type == urid(LV2_ATOM__Path));
    told = static_cast<const char*>(LV2_ATOM_BODY_CONST(value));
  }
}

Lv2Host::State Lv2Host::save(const std::string& folder) const {
  SessionFolder session{folder};
  const LV2_Feature* features[] = {&session.feature, nullptr};
  const auto* const interface =
      static_cast<const LV2_State_Interface*>(descriptor_->extension_data(LV2_STATE__interface));
  struct Into {
    const Lv2Host& host;
    State state{};
  } into{*this};
  const auto store = [](void* handle, std::uint32_t key, const void* value, std::size_t size, std::uint32_t type,
                        std::uint32_t flags) {
    auto& to = *static_cast<Into*>(handle);
    CHECK((flags & LV2_STATE_IS_POD) != 0);
    to.state[to.host.uris_[key - 1]] = {to.host.uris_[type - 1], std::string(static_cast<const char*>(value), size)};
    return LV2_STATE_SUCCESS;
  };
  CHECK(interface->save(handle_, store, &into, 0, features) == LV2_STATE_SUCCESS);
  return into.state;
}

void Lv2Host::restore(const State& state, const std::string& folder) {
  SessionFolder session{folder};
  const LV2_Feature* features[] = {&session.feature, nullptr};
  const auto* const interface =
      static_cast<const LV2_State_Interface*>(descriptor_->extension_data(LV2_STATE__interface));
  struct From {
    const Lv2Host& host;
    const State& state;
  } from{*this, state};
  const auto retrieve = [](void* handle, std::uint32_t key, std::size_t* size, std::uint32_t* type,
                           std::uint32_t* flags) -> const void* {
    const auto& of = *static_cast<From*>(handle);
    const auto found = of.state.find(of.host.uris_[key - 1]);
    if (found == of.state.end()) return nullptr;
    *type = of.host.urid(found->second.first);
    *size = found->second.second.size();
    *flags = LV2_STATE_IS_POD;
    return found->second.second.data();
  };
  CHECK(interface->restore(handle_, retrieve, &from, 0, features) == LV2_STATE_SUCCESS);
}

}  // namespace eardrum::test
