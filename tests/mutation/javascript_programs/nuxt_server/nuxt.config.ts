export default defineNuxtConfig({
  runtimeConfig: {
    openrouterApiKey: "",
    public: {
      siteName: "Demo",
    },
  },
});
