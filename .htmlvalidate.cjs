// What html-validate looks for in the pages, beyond the standard; each rule that differs from its own choice has its reason.
module.exports = {
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // Lower case is as valid, and compresses better among lower-case names.
    'doctype-style': ['error', { style: 'lowercase' }],
    // A rule for search engines: a headline is as long as its author made it.
    'long-title': 'off',
    // Checkboxes of one name are one choice of several.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox'] }],
    // The suggestions of a combobox are a listbox, which no element is (WAI-ARIA 1.2).
    'prefer-native-element': ['error', { exclude: ['listbox'] }],
    // ARIA allows a name on any element that is not generic.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // CommonMark renderers close their empty elements: <br />.
    'void-style': 'off',
  },
};
