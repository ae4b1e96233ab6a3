// No validator: it would be somebody else's server.
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#viewer",
  deepLinking: true,
  validatorUrl: null,
  onComplete: () => {
    document.title = document.querySelector(".title")?.firstChild?.textContent ?? document.title;
  },
});
