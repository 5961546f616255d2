// What is wrong, not what is a matter of taste; the types are tsc's part (jsconfig.json).

import js from "@eslint/js"
import globals from "globals"

export default [
  { ignores: ["benvenuto/ui/assets/vendor/"] },
  js.configs.recommended,
  {
    files: ["benvenuto/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      eqeqeq: "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-unused-expressions": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["tests/javascript/*.js"], languageOptions: { globals: { ...globals.browser, ...globals.node } } },
]
