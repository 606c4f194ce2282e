// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// Preloaded: a JACK library that never comes back from leaving the server, as PipeWire 0.3.65's at times.
#include <unistd.h>

extern "C" int jack_client_close(void*);

extern "C" int jack_client_close(void*) {
  for (;;) ::pause();
}
