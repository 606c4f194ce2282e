// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "pipewire_registry.h"

#include <cstdlib>
#include <string_view>
#include <utility>

#include <spa/utils/dict.h>

#include <eardrum/base/value.h>

namespace eardrum::live {
namespace {

std::string text_of(const spa_dict* props, const char* key) {
  const char* const found = props != nullptr ? spa_dict_lookup(props, key) : nullptr;
  return found != nullptr ? found : "";
}

std::uint32_t id_of(const spa_dict* props, const char* key) {
  return static_cast<std::uint32_t>(std::strtoul(text_of(props, key).c_str(), nullptr, 10));
}

}  // namespace

Registry::Registry(pw_core* core, std::function<void()> changed)
    : changed_(std::move(changed)), registry_(pw_core_get_registry(core, PW_VERSION_REGISTRY, 0)) {
  if (registry_ == nullptr) return;
  registry_events_.version = PW_VERSION_REGISTRY_EVENTS;
  registry_events_.global = [](void* self, std::uint32_t id, std::uint32_t, const char* type, std::uint32_t,
                               const spa_dict* props) { static_cast<Registry*>(self)->on_global(id, type, props); };
  registry_events_.global_remove = [](void* self, std::uint32_t id) { static_cast<Registry*>(self)->on_remove(id); };
  metadata_events_.version = PW_VERSION_METADATA_EVENTS;
  metadata_events_.property = [](void* self, std::uint32_t subject, const char* key, const char*, const char* value) {
    return static_cast<Registry*>(self)->on_property(subject, key, value);
  };
  pw_registry_add_listener(registry_, &registry_hook_, &registry_events_, this);
}

Registry::~Registry() {
  if (metadata_ != nullptr) {
    spa_hook_remove(&metadata_hook_);
    pw_proxy_destroy(reinterpret_cast<pw_proxy*>(metadata_));
  }
  if (registry_ != nullptr) {
    spa_hook_remove(&registry_hook_);
    pw_proxy_destroy(reinterpret_cast<pw_proxy*>(registry_));
  }
}

const Registry::Node* Registry::find(std::uint32_t id) const {
  const auto found = nodes_.find(id);
  return found != nodes_.end() ? &found->second : nullptr;
}

void Registry::retarget(std::uint32_t stream, const std::string& sink) {
  if (metadata_ == nullptr) return;
  pw_metadata_set_property(metadata_, stream, PW_KEY_TARGET_OBJECT, sink.empty() ? nullptr : "Spa:String",
                           sink.empty() ? nullptr : sink.c_str());
}

void Registry::on_global(std::uint32_t id, const char* type, const spa_dict* props) {
  const std::string_view kind = type;
  if (kind == PW_TYPE_INTERFACE_Node) {
    Node node{text_of(props, PW_KEY_NODE_NAME), text_of(props, PW_KEY_NODE_DESCRIPTION),
              text_of(props, PW_KEY_MEDIA_CLASS)};
    if (node.text.empty()) node.text = node.name;
    nodes_[id] = std::move(node);
  } else if (kind == PW_TYPE_INTERFACE_Link) {
    links_[id] = {id_of(props, PW_KEY_LINK_OUTPUT_NODE), id_of(props, PW_KEY_LINK_INPUT_NODE)};
  } else if (kind == PW_TYPE_INTERFACE_Metadata && text_of(props, PW_KEY_METADATA_NAME) == "default" &&
             metadata_ == nullptr) {
    metadata_ = static_cast<pw_metadata*>(pw_registry_bind(registry_, id, type, PW_VERSION_METADATA, 0));
    if (metadata_ == nullptr) return;
    metadata_id_ = id;
    pw_metadata_add_listener(metadata_, &metadata_hook_, &metadata_events_, this);
  } else {
    return;
  }
  changed_();
}

void Registry::on_remove(std::uint32_t id) {
  const bool known = nodes_.erase(id) + links_.erase(id) != 0;
  if (metadata_ != nullptr && id == metadata_id_) {  // the session manager went; another one brings its own
    spa_hook_remove(&metadata_hook_);
    pw_proxy_destroy(reinterpret_cast<pw_proxy*>(metadata_));
    metadata_ = nullptr;
    default_sink_.clear();
  }
  if (known) changed_();
}

int Registry::on_property(std::uint32_t subject, const char* key, const char* value) {
  if (subject != 0 || key == nullptr || std::string_view(key) != "default.audio.sink") return 0;
  default_sink_.clear();
  const auto parsed = parse_json(value != nullptr ? value : "");  // {"name": "alsa_output..."}
  if (const Value* const name = parsed ? parsed->find("name") : nullptr; name != nullptr && name->is_string()) {
    default_sink_ = name->as_string();
  }
  changed_();
  return 0;
}

}  // namespace eardrum::live
