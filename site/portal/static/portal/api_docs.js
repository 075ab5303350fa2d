// Shows openapi.json with Swagger UI, and gives its parts the names that it leaves out.

const place = document.getElementById("api-description");
const dark = window.matchMedia("(prefers-color-scheme: dark)");

// Swagger UI without what the page itself has (title, landmarks), and without the choice of a
// server and of a token, which are not needed here.
const OnlyQuestions = ({ React }) => ({
  components: {
    OnlyQuestions: ({ getComponent }) =>
      React.createElement(
        "div",
        { className: "swagger-ui" },
        React.createElement(getComponent("operations", true)),
        React.createElement(getComponent("Models", true)),
      ),
  },
  wrapComponents: {
    // Inside of a button there must be no link.
    DeepLink: () => ({ text }) => React.createElement("span", null, text),
    authorizeOperationBtn: () => () => null,
  },
});

function nameParts() {
  for (const field of place.querySelectorAll("[data-param-name] :is(select, input, textarea)")) {
    field.setAttribute("aria-label", field.closest("[data-param-name]").dataset.paramName);
  }
  for (const field of place.querySelectorAll("select:not([aria-label], [id])")) {
    field.setAttribute("aria-label", "Media type");
  }
  for (const table of place.querySelectorAll(".responses-table:not([aria-label])")) {
    const { path } = table.closest(".opblock").querySelector("[data-path]").dataset;
    table.setAttribute("aria-label", `Responses of ${path}`);
  }
  // What scrolls must be reached with the keyboard.
  for (const text of place.querySelectorAll("pre:not([tabindex])")) {
    text.tabIndex = 0;
  }
}

function followScheme() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

followScheme();
dark.addEventListener("change", followScheme);
new MutationObserver(nameParts).observe(place, { childList: true, subtree: true });
window.SwaggerUIBundle({
  url: place.dataset.url,
  domNode: place,
  layout: "OnlyQuestions",
  plugins: [OnlyQuestions],
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  syntaxHighlight: false,
  supportedSubmitMethods: ["get"],
  validatorUrl: null,
});
