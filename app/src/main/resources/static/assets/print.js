// Prints the page, or the part of it that the button names. The style sheet hides the rest.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.body.dataset.print = button.dataset.print;
    print();
  });
}

addEventListener("afterprint", () => delete document.body.dataset.print);
