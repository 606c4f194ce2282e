// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "messages.h"

#include <lv2/atom/util.h>
#include <lv2/patch/patch.h>

#include "ports.h"

namespace eardrum::lv2 {

Messages::Messages(LV2_URID_Map& map) {
  const auto id = [&](const char* uri) { return map.map(map.handle, uri); };
  lv2_atom_forge_init(&forge_, &map);
  path_ = id(LV2_ATOM__Path);
  urid_ = id(LV2_ATOM__URID);
  set_ = id(LV2_PATCH__Set);
  get_ = id(LV2_PATCH__Get);
  property_ = id(LV2_PATCH__property);
  value_ = id(LV2_PATCH__value);
  impulse_ = id(kImpulseUri.data());
}

Messages::Heard Messages::read(const LV2_Atom_Sequence& in) const noexcept {
  Heard heard;
  LV2_ATOM_SEQUENCE_FOREACH(&in, event) {
    if (!lv2_atom_forge_is_object_type(&forge_, event->body.type)) continue;
    const auto& object = reinterpret_cast<const LV2_Atom_Object&>(event->body);
    const LV2_Atom* property = nullptr;
    const LV2_Atom* value = nullptr;
    lv2_atom_object_get(&object, property_, &property, value_, &value, 0);
    const bool ours = property != nullptr && property->type == urid_ &&
                      reinterpret_cast<const LV2_Atom_URID*>(property)->body == impulse_;
    if (object.body.otype == get_ && (property == nullptr || ours)) heard.asked = true;
    if (object.body.otype != set_ || !ours || value == nullptr || value->type != path_) continue;
    const std::string_view text(static_cast<const char*>(LV2_ATOM_BODY_CONST(value)), value->size);
    heard.path = text.substr(0, text.find('\0'));
  }
  return heard;
}

bool Messages::write(LV2_Atom_Sequence& out, std::optional<std::string_view> path) noexcept {
  const std::size_t capacity = sizeof(LV2_Atom) + out.atom.size;
  lv2_atom_forge_set_buffer(&forge_, reinterpret_cast<std::uint8_t*>(&out), capacity);
  LV2_Atom_Forge_Frame sequence;
  lv2_atom_forge_sequence_head(&forge_, &sequence, 0);
  // Head, stamp, object with two keys, padded path.
  const bool room = path && capacity >= 128 + path->size();
  if (room) {
    lv2_atom_forge_frame_time(&forge_, 0);
    LV2_Atom_Forge_Frame object;
    lv2_atom_forge_object(&forge_, &object, 0, set_);
    lv2_atom_forge_key(&forge_, property_);
    lv2_atom_forge_urid(&forge_, impulse_);
    lv2_atom_forge_key(&forge_, value_);
    lv2_atom_forge_path(&forge_, path->data(), static_cast<std::uint32_t>(path->size()));
    lv2_atom_forge_pop(&forge_, &object);
  }
  lv2_atom_forge_pop(&forge_, &sequence);
  return room || !path;
}

}  // namespace eardrum::lv2
