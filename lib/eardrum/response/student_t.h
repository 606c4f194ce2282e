// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace eardrum {

/// The t that a Student variable of `degrees_of_freedom` exceeds in size with probability 1 - `confidence`:
/// 2.776 for 0.95 and 4. Preconditions: 0 < confidence < 1, degrees_of_freedom >= 1. Within 1e-9.
double student_t_two_sided(double confidence, int degrees_of_freedom);

}  // namespace eardrum
