// Runs before the first paint, as a file of its own because the content security policy allows no inline script.
// The key and the values are those of src/shared/theme/theme.ts.
(() => {
  try {
    const theme = localStorage.getItem('lockstep:theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked: the system's theme applies.
  }
})();
