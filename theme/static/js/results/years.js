/** The period as two sliders over the years of the archive, which write into the fields of the dates and back. */
(function () {
  'use strict';

  const view = window.searchView;
  const { find } = view;

  const $from = find('from-year');
  const $to = find('to-year');
  const [first, last] = [Number($from.min), Number($to.max)];

  const yearOf = (date, otherwise) => (/^\d{4}/.test(date) ? Math.min(last, Math.max(first, Number(date.slice(0, 4)))) : otherwise);

  /** Where both stand at the end, the one that can still move is on top. */
  function settle() {
    $from.style.zIndex = Number($from.value) > (first + last) / 2 ? '1' : '';
  }

  for (const $slider of [$from, $to]) {
    $slider.addEventListener('input', () => {
      if (Number($from.value) > Number($to.value)) $slider.value = $slider === $from ? $to.value : $from.value;
      find('from').value = Number($from.value) > first ? $from.value : '';
      find('to').value = Number($to.value) < last ? $to.value : '';
      settle();
    });
  }

  /** Puts the sliders where a state's dates are. */
  view.showYears = function (state) {
    $from.value = String(yearOf(state.from, first));
    $to.value = String(yearOf(state.to, last));
    settle();
  };
})();
