// Sends the answer of the provider's own page on, as its button would.
document.querySelector("[data-send]")?.requestSubmit();
