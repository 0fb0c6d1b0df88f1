use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use latchstring_domain::oauth::{ClientAuth, OAuthClient};
use latchstring_domain::provider::Provider;
use latchstring_domain::sign_in::Challenge;
use latchstring_service::ClientSecrets;
use latchstring_service::ports::{
    Answers, Clock, DriverState, Randomness, SignIn, SignInOutcome, SignInRefusal, SignInUnavailable,
};
use oauth2::basic::{BasicClient, BasicErrorResponse, BasicErrorResponseType, BasicTokenResponse};
use oauth2::{
    AsyncHttpClient, AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, TokenResponse as _, TokenUrl,
};
use secrecy::{ExposeSecret as _, SecretString};

use super::outgoing::{Outgoing, Unreachable};
use super::state::State;
use crate::keys;

/// The driver for providers at which the recipient agrees themselves.
///
/// The first call draws what the provider's answer will be known by and sends the recipient there; the second takes the
/// answer, exchanges the code for tokens, and hands them on as the credential. Between the two there is the sealed state
/// and nothing else, so any replica can take the second call.
pub struct OAuth {
    parts: OAuthParts,
}

/// What the driver works with.
pub struct OAuthParts {
    /// What proves us at the servers.
    pub secrets: ClientSecrets,
    /// How requests leave.
    pub outgoing: Arc<dyn Outgoing>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Unpredictable bytes.
    pub randomness: Arc<dyn Randomness>,
    /// The one address that every provider sends recipients back to; it has to be registered there, to the letter.
    pub redirect_uri: String,
}

type Client = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

impl OAuth {
    /// The driver over these parts.
    #[must_use]
    pub const fn new(parts: OAuthParts) -> Self {
        Self { parts }
    }

    fn client(&self, provider: &Provider, known: &OAuthClient) -> Option<Client> {
        let secret = match self.parts.secrets.of(provider) {
            Ok(secret) => secret,
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the secret of a client cannot be opened"
                );
                return None;
            }
        };
        let redirect = RedirectUrl::new(self.parts.redirect_uri.clone()).ok()?;
        let client = BasicClient::new(ClientId::new(known.client_id.to_string()))
            .set_auth_uri(AuthUrl::from_url(known.authorize_url.url().clone()))
            .set_token_uri(TokenUrl::from_url(known.token_url.url().clone()))
            .set_redirect_uri(redirect)
            .set_auth_type(match known.client_auth {
                ClientAuth::Basic => AuthType::BasicAuth,
                ClientAuth::Post => AuthType::RequestBody,
            });
        Some(match secret {
            Some(secret) => client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned())),
            None => client,
        })
    }

    async fn exchange(&self, client: &Client, code: &str, verifier: &str) -> Exchanged {
        let http = Http(Arc::clone(&self.parts.outgoing));
        client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()))
            .request_async(&http)
            .await
    }

    /// The tokens under the names that RFC 6749, section 5.1 gives them, and until when the first is good.
    fn credential(&self, tokens: &BasicTokenResponse) -> Answers {
        let mut answers = Vec::new();
        if let Some(refresh) = tokens.refresh_token() {
            answers.push((keys::REFRESH_TOKEN.to_owned(), SecretString::from(refresh.secret().as_str())));
        }
        answers.push((
            keys::ACCESS_TOKEN.to_owned(),
            SecretString::from(tokens.access_token().secret().as_str()),
        ));
        if let Some(lives) = tokens.expires_in() {
            let until = self.parts.clock.now().saturating_add(lives).to_string();
            answers.push((keys::EXPIRES_AT.to_owned(), until.into()));
        }
        if let Some(scopes) = tokens.scopes() {
            let scopes: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
            answers.push((keys::SCOPE.to_owned(), scopes.join(" ").into()));
        }
        Answers::new(answers)
    }
}

type Exchanged = Result<BasicTokenResponse, RequestTokenError<Unreachable, BasicErrorResponse>>;

/// Our way out, in the shape that the library takes.
struct Http(Arc<dyn Outgoing>);

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Unreachable;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unreachable>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        self.0.send(request)
    }
}

impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth").field("redirect_uri", &self.parts.redirect_uri).finish_non_exhaustive()
    }
}

const UNAVAILABLE: SignInUnavailable = SignInUnavailable { retry_after: None };
const FAILED: SignInOutcome = SignInOutcome::Refused(SignInRefusal::ChallengeFailed);

#[async_trait]
impl SignIn for OAuth {
    async fn start(
        &self,
        provider: &Provider,
        _answers: Answers,
    ) -> Result<SignInOutcome, SignInUnavailable> {
        let known = provider.method.oauth().ok_or(UNAVAILABLE)?;
        let client = self.client(provider, known).ok_or(UNAVAILABLE)?;
        let state = State::draw(&mut *self.parts.randomness.rng());
        let verifier = PkceCodeVerifier::new(state.verifier.clone());
        let scopes = known.scopes.as_str().split(' ').filter(|scope| !scope.is_empty());
        let (url, _) = client
            .authorize_url(|| CsrfToken::new(state.state.clone()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_scopes(scopes.map(|scope| Scope::new(scope.to_owned())))
            .url();
        let challenge = Challenge::Redirect { url: url.to_string() };
        Ok(SignInOutcome::Challenged { challenge, state: state.write(), wrong_answer: false })
    }

    async fn answer(
        &self,
        provider: &Provider,
        state: DriverState,
        answers: Answers,
    ) -> Result<SignInOutcome, SignInUnavailable> {
        // A provider that was changed meanwhile is another one; only a new start helps.
        let (Some(state), Some(known)) = (State::read(&state), provider.method.oauth()) else {
            return Ok(FAILED);
        };
        let given = |key| answers.get(key).map_or("", SecretString::expose_secret);
        // The answer to another request, whatever it says, is none to this (RFC 6749, section 10.12).
        if !state.is_answered_by(given(keys::STATE)) {
            return Ok(FAILED);
        }
        // Nor is one of another server, where ours says who it is (RFC 9207).
        let issuer = known.issuer.as_ref().map(|issuer| issuer.as_str());
        if answers.fills(keys::ISSUER) && issuer.is_some_and(|issuer| issuer != given(keys::ISSUER)) {
            return Ok(FAILED);
        }
        if answers.fills(keys::ERROR) {
            return refused(given(keys::ERROR));
        }
        if !answers.fills(keys::CODE) {
            return Ok(FAILED);
        }
        let client = self.client(provider, known).ok_or(UNAVAILABLE)?;
        match self.exchange(&client, given(keys::CODE), &state.verifier).await {
            Ok(tokens) => Ok(SignInOutcome::SignedIn(self.credential(&tokens))),
            Err(error) => not_exchanged(provider, &error),
        }
    }
}

/// What the server said instead of a code (RFC 6749, section 4.1.2.1).
fn refused(error: &str) -> Result<SignInOutcome, SignInUnavailable> {
    match error {
        "access_denied" => Ok(SignInOutcome::Refused(SignInRefusal::Declined)),
        "server_error" | "temporarily_unavailable" => Err(UNAVAILABLE),
        _ => Ok(FAILED),
    }
}

/// What became of a code that was not exchanged. A code that was used, has grown old, or was got with another verifier is
/// no good any more; everything else is between the server and the operator, and trying again later may help.
fn not_exchanged(
    provider: &Provider,
    error: &RequestTokenError<Unreachable, BasicErrorResponse>,
) -> Result<SignInOutcome, SignInUnavailable> {
    let code = match error {
        RequestTokenError::ServerResponse(response) => Some(response.error()),
        _ => None,
    };
    if code == Some(&BasicErrorResponseType::InvalidGrant) {
        return Ok(FAILED);
    }
    // The server's words may repeat what it was sent, so only its code is told.
    let said = code.map(ToString::to_string).unwrap_or_default();
    let why = match error {
        RequestTokenError::ServerResponse(_) => "it refused the exchange",
        RequestTokenError::Request(_) => "it cannot be reached",
        RequestTokenError::Parse(..) => "its answer cannot be read",
        RequestTokenError::Other(_) => "its answer is none",
    };
    let cause = match error {
        RequestTokenError::Request(Unreachable(cause)) => cause.to_string(),
        _ => String::new(),
    };
    tracing::warn!(provider = %provider.id, said, cause, "an authorisation server gave no tokens: {why}");
    Err(UNAVAILABLE)
}
