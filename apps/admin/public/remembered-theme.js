// Runs before the first paint, so that a remembered dark page never flashes white. A file, because the CSP refuses inline scripts.
try {
  const theme = localStorage.getItem("tokenledger.theme");
  if (theme === "light" || theme === "dark" || theme === "contrast") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage may be forbidden; the system's preference then decides.
}
