// The identity provider of the tests: real OpenID Connect with some people, one client and no consent page, on loopback.
// Arguments: the client's redirect address. Prints its own address in one line when it listens.
import { createServer } from "node:http";

const folder = process.env.PROVIDER_MODULES;
const { default: Provider } = await import(`file://${folder}/oidc-provider/lib/index.js`);

// the last two have a civil number, as a citizen's card gives it; "recusar" stands for who turns back
const PEOPLE = {
  conhecida: { email: "conhecida@exemplo.invalid", email_verified: true },
  "por-verificar": { email: "conhecida@exemplo.invalid", email_verified: false },
  desconhecida: { email: "desconhecida@exemplo.invalid", email_verified: true },
  cidada: { nic: "12345678" },
  outra: { nic: "87654321" },
};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const address = `http://localhost:${server.address().port}`;
  const provider = new Provider(address, {
    clients: [
      {
        client_id: "rumo",
        client_secret: "segredo-de-teste",
        redirect_uris: [process.argv[2]],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    claims: { openid: ["sub"], civil: ["nic"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["teste"] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: id, ...PEOPLE[id] }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/quem/${interaction.uid}` },
    pkce: { required: () => false },
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope("openid email profile civil");
      await grant.save();
      return grant;
    },
  });
  provider.on("server_error", (_context, error) => console.error(error));
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    const [, place, , person] = request.url.split("/");
    if (place !== "quem") return answer(request, response);
    if (person === "recusar") {
      const refused = { error: "access_denied", error_description: "recusado" };
      return provider.interactionFinished(request, response, refused);
    }
    if (person) return provider.interactionFinished(request, response, { login: { accountId: person } });
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    const links = [...Object.keys(PEOPLE), "recusar"].map((name) => `<li><a href="${request.url}/${name}">${name}</a></li>`);
    return response.end(`<!doctype html><html lang="pt"><title>Quem é</title><ul>${links.join("")}</ul></html>`);
  });
  console.log(address);
});
