// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include <pipewire/extensions/metadata.h>
#include <pipewire/pipewire.h>

namespace eardrum::live {

/// What else there is on the server: nodes, links between them, and the session manager's notes (which sink is the
/// default one). Lives on the loop's thread, as long as one connection.
class Registry {
 public:
  struct Node {
    std::string name, text, media_class;
  };
  struct Link {
    std::uint32_t from = 0, to = 0;  ///< node ids
  };

  /// `changed` is called after each change.
  Registry(pw_core* core, std::function<void()> changed);
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  const std::map<std::uint32_t, Node>& nodes() const { return nodes_; }
  const std::map<std::uint32_t, Link>& links() const { return links_; }
  const Node* find(std::uint32_t id) const;
  /// node.name of the default sink; empty: not known.
  const std::string& default_sink() const { return default_sink_; }

  /// Asks the session manager to link a stream to the sink of that name; empty: to where it would go by itself.
  void retarget(std::uint32_t stream, const std::string& sink);

 private:
  void on_global(std::uint32_t id, const char* type, const spa_dict* props);
  void on_remove(std::uint32_t id);
  int on_property(std::uint32_t subject, const char* key, const char* value);

  std::function<void()> changed_;
  pw_registry* registry_;
  pw_metadata* metadata_ = nullptr;
  std::uint32_t metadata_id_ = 0;
  spa_hook registry_hook_{}, metadata_hook_{};
  pw_registry_events registry_events_{};
  pw_metadata_events metadata_events_{};
  std::map<std::uint32_t, Node> nodes_;
  std::map<std::uint32_t, Link> links_;
  std::string default_sink_;
};

}  // namespace eardrum::live
