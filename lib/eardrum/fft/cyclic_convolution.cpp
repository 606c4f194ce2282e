// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/fft/cyclic_convolution.h>

#include <algorithm>
#include <array>
#include <vector>

#include <eardrum/base/expects.h>
#include <eardrum/fft/fft_kernels_internal.h>

namespace eardrum::fft {

template <class Sample>
struct CyclicConvolution<Sample>::State {
  static constexpr std::size_t kMost = detail::kMostChannels;

  detail::Tables<Sample> tables;
  std::size_t inputs, outputs;
  std::vector<AlignedArray<Sample>> work, filters;
  std::array<Sample*, kMost> work_at{};
  std::array<const Sample*, kMost * kMost> filter_at{};

  State(std::size_t size, std::size_t in, std::size_t out)
      : tables(detail::make_tables<Sample>(size, detail::Order::kAsLeft)), inputs(in), outputs(out) {
    for (std::size_t c = 0; c < std::max(inputs, outputs); ++c)
      work_at[c] = work.emplace_back(2 * tables.points).data();
    filters.resize(inputs * outputs);
  }
};

template <class Sample>
CyclicConvolution<Sample>::CyclicConvolution(std::size_t size, std::size_t inputs, std::size_t outputs) {
  EARDRUM_EXPECTS(size >= 32 && size <= (std::size_t{1} << 23) && (size & (size - 1)) == 0);
  EARDRUM_EXPECTS(inputs >= 1 && inputs <= State::kMost && outputs >= 1 && outputs <= State::kMost);
  state_ = std::make_unique<State>(size, inputs, outputs);
}
template <class Sample>
CyclicConvolution<Sample>::~CyclicConvolution() = default;
template <class Sample>
CyclicConvolution<Sample>::CyclicConvolution(CyclicConvolution&&) noexcept = default;
template <class Sample>
CyclicConvolution<Sample>& CyclicConvolution<Sample>::operator=(CyclicConvolution&&) noexcept = default;

template <class Sample>
std::size_t CyclicConvolution<Sample>::size() const noexcept {
  return state_->tables.points;
}

template <class Sample>
void CyclicConvolution<Sample>::set_filter(std::size_t output, std::size_t input, std::span<const Sample> taps,
                                           double gain) {
  State& s = *state_;
  EARDRUM_EXPECTS(output < s.outputs && input < s.inputs && taps.size() <= size());
  const double scale = gain / static_cast<double>(size());  // the transforms are unscaled
  std::vector<Sample> padded(size()), zeros(size());
  for (std::size_t k = 0; k < taps.size(); ++k) padded[k] = static_cast<Sample>(scale * static_cast<double>(taps[k]));
  const std::size_t path = output * s.inputs + input;
  s.filters[path] = AlignedArray<Sample>(2 * size());
  s.filter_at[path] = s.filters[path].data();
  detail::cyclic_spectrum(s.tables, padded.data(), zeros.data(), s.filters[path].data());
}

template <class Sample>
void CyclicConvolution<Sample>::run(std::span<const Signal<const Sample>> in, std::span<const Signal<Sample>> out,
                                    std::size_t first) noexcept {
  State& s = *state_;
  EARDRUM_EXPECTS(in.size() == s.inputs && out.size() == s.outputs && first % 16 == 0 && first < size());
  if (s.inputs == 1 && s.outputs == 1 && s.filter_at[0] == nullptr) {
    std::fill_n(out[0].re + first, size() - first, Sample{0});
    std::fill_n(out[0].im + first, size() - first, Sample{0});
    return;
  }
  std::array<const Sample*, State::kMost> in_re{}, in_im{};
  std::array<Sample*, State::kMost> out_re{}, out_im{};
  for (std::size_t i = 0; i < s.inputs; ++i) in_re[i] = in[i].re, in_im[i] = in[i].im;
  for (std::size_t o = 0; o < s.outputs; ++o) out_re[o] = out[o].re, out_im[o] = out[o].im;
  detail::convolve(s.tables, {s.inputs, s.outputs, s.work_at.data(), s.filter_at.data(), in_re.data(), in_im.data(),
                              out_re.data(), out_im.data(), first});
}

template class CyclicConvolution<float>;
template class CyclicConvolution<double>;

}  // namespace eardrum::fft
