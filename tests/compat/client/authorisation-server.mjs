// An authorisation server to sign in at, on a free port of this machine, which it prints. It lets in whoever types a name.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [redirect_uri] = process.argv.slice(2);
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "latchstring",
        client_secret: "the secret of the tests",
        redirect_uris: [redirect_uri],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    issueRefreshToken: async () => true,
    pkce: { required: () => true },
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
