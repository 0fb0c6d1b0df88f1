//! Signing in at the provider itself, with an authorisation server that says what the test wants.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{Request, Response};
use latchstring_domain::oauth::{ClientAuth, EndpointUrl, OAuthClient, Scopes};
use latchstring_domain::provider::{Provider, SignInMethod};
use latchstring_domain::sign_in::{Challenge, SignInForm};
use latchstring_domain::text::{ClientId, Issuer};
use latchstring_secrets::keyring::Keyring;
use latchstring_service::ClientSecrets;
use latchstring_service::ports::{
    Answers, DriverState, Randomness, SignIn as _, SignInOutcome, SignInRefusal, SignInUnavailable,
};
use latchstring_sign_in::oauth::{OAuthParts, Outgoing, Unreachable};
use latchstring_sign_in::{OAuth, keys};
use rand_core::CryptoRng;
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::common::{answers, now, paused_clock, provider, rng};

const ISSUER: &str = "https://id.example.com";
const BACK: &str = "https://connect.example.com/p/oauth/callback";

/// A server that gives one answer, and what it was asked.
#[derive(Default)]
struct Server {
    answer: Option<(u16, &'static str)>,
    asked: Mutex<Vec<Request<Vec<u8>>>>,
}

#[async_trait]
impl Outgoing for Server {
    async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Unreachable> {
        self.asked.lock().unwrap().push(request);
        let (status, body) = self.answer.ok_or_else(|| Unreachable("nobody is there".into()))?;
        let answer = Response::builder().status(status).header("content-type", "application/json");
        Ok(answer.body(body.as_bytes().to_vec()).unwrap())
    }
}

struct Seeded;

impl Randomness for Seeded {
    fn rng(&self) -> Box<dyn CryptoRng + Send> {
        Box::new(rng())
    }
}

fn driver(answer: Option<(u16, &'static str)>) -> (OAuth, Arc<Server>) {
    let server = Arc::new(Server { answer, asked: Mutex::default() });
    let oauth = OAuth::new(OAuthParts {
        secrets: ClientSecrets::new(Arc::new(Keyring::generate(&mut rng()))),
        outgoing: Arc::<Server>::clone(&server),
        clock: paused_clock(),
        randomness: Arc::new(Seeded),
        redirect_uri: BACK.to_owned(),
    });
    (oauth, server)
}

fn agreeable() -> Provider {
    let endpoint = |path: &str| EndpointUrl::parse(&format!("{ISSUER}/{path}")).unwrap();
    let client = OAuthClient {
        authorize_url: endpoint("authorize?prompt=consent"),
        token_url: endpoint("token"),
        client_id: ClientId::parse("latchstring").unwrap(),
        client_secret: None,
        client_auth: ClientAuth::Basic,
        scopes: Scopes::parse("openid  offline_access").unwrap(),
        issuer: Some(Issuer::parse(ISSUER).unwrap()),
    };
    provider(SignInMethod::OAuth(Box::new(client)), SignInForm(Vec::new()))
}

/// Where the recipient is sent, parameter by parameter, and what is kept meanwhile.
async fn sent(oauth: &OAuth) -> (BTreeMap<String, String>, DriverState) {
    let outcome = oauth.start(&agreeable(), Answers::default()).await.unwrap();
    let SignInOutcome::Challenged { challenge: Challenge::Redirect { url }, state, wrong_answer: false } =
        outcome
    else {
        panic!("not sent anywhere: {outcome:?}")
    };
    let url = Url::parse(&url).unwrap();
    assert_eq!(url.host_str(), Some("id.example.com"));
    (url.query_pairs().into_owned().collect(), state)
}

async fn answered(
    answer: Option<(u16, &'static str)>,
    said: &[(&str, &str)],
) -> (Result<SignInOutcome, SignInUnavailable>, usize) {
    let (oauth, server) = driver(answer);
    let (asked, state) = sent(&oauth).await;
    let mut all = answers([(keys::STATE, asked["state"].as_str())]);
    for (key, value) in said {
        all = all.with(key, (*value).into());
    }
    let outcome = oauth.answer(&agreeable(), state, all).await;
    let count = server.asked.lock().unwrap().len();
    (outcome, count)
}

fn refusal(outcome: Result<SignInOutcome, SignInUnavailable>) -> SignInRefusal {
    let Ok(SignInOutcome::Refused(refusal)) = outcome else { panic!("not refused: {outcome:?}") };
    refusal
}

const TOKENS: &str =
    r#"{"access_token":"at","token_type":"Bearer","refresh_token":"rt","expires_in":3600,"scope":"openid"}"#;

#[tokio::test]
async fn the_recipient_is_sent_with_everything_that_the_answer_will_be_held_against() {
    let (oauth, server) = driver(Some((200, TOKENS)));
    let (asked, state) = sent(&oauth).await;
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "latchstring"),
        ("redirect_uri", BACK),
        ("scope", "openid offline_access"),
        ("code_challenge_method", "S256"),
        ("prompt", "consent"),
    ] {
        assert_eq!(asked[name], value, "{name}");
    }
    let all = answers([(keys::STATE, asked["state"].as_str()), (keys::CODE, "c"), (keys::ISSUER, ISSUER)]);
    let outcome = oauth.answer(&agreeable(), state, all).await.unwrap();
    let SignInOutcome::SignedIn(tokens) = outcome else { panic!("not signed in: {outcome:?}") };
    let read: Vec<_> = tokens.iter().map(|(key, value)| (key, value.expose_secret())).collect();
    let until = now().saturating_add(std::time::Duration::from_secs(3600)).to_string();
    let wanted = [
        ("refresh_token", "rt"),
        ("access_token", "at"),
        ("expires_at", until.as_str()),
        ("scope", "openid"),
    ];
    assert_eq!(read, wanted);

    let asked_for = server.asked.lock().unwrap();
    let [request] = asked_for.as_slice() else { panic!("asked once") };
    assert_eq!(request.uri().to_string(), format!("{ISSUER}/token"));
    let form: BTreeMap<String, String> = url::form_urlencoded::parse(request.body()).into_owned().collect();
    assert_eq!((form["grant_type"].as_str(), form["code"].as_str()), ("authorization_code", "c"));
    assert_eq!(form["redirect_uri"], BACK);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    assert_eq!(challenge, asked["code_challenge"], "the verifier is the one that was promised");
}

#[tokio::test]
async fn what_answers_another_request_is_no_answer_and_the_server_is_not_asked() {
    for said in [
        &[(keys::STATE, "another"), (keys::CODE, "c")][..],
        &[(keys::STATE, ""), (keys::CODE, "c")],
        &[(keys::STATE, "another"), (keys::ERROR, "access_denied")],
        &[(keys::CODE, "c"), (keys::ISSUER, "https://evil.example.com")],
        &[],
    ] {
        let (outcome, asked) = answered(Some((200, TOKENS)), said).await;
        assert_eq!((refusal(outcome), asked), (SignInRefusal::ChallengeFailed, 0), "{said:?}");
    }
    let (oauth, _) = driver(Some((200, TOKENS)));
    let foreign = DriverState::new(b"{}".to_vec());
    let outcome = oauth.answer(&agreeable(), foreign, answers([(keys::CODE, "c")])).await;
    assert_eq!(refusal(outcome), SignInRefusal::ChallengeFailed);
}

#[tokio::test]
async fn what_the_server_says_instead_of_a_code_is_told_apart() {
    for (error, wanted) in [
        ("access_denied", Some(SignInRefusal::Declined)),
        ("invalid_scope", Some(SignInRefusal::ChallengeFailed)),
        ("server_error", None),
        ("temporarily_unavailable", None),
    ] {
        let (outcome, asked) = answered(Some((200, TOKENS)), &[(keys::ERROR, error)]).await;
        assert_eq!(asked, 0, "{error}");
        match wanted {
            Some(wanted) => assert_eq!(refusal(outcome), wanted, "{error}"),
            None => assert!(outcome.is_err(), "{error}"),
        }
    }
}

#[tokio::test]
async fn a_code_that_is_no_good_ends_the_try_and_a_server_that_fails_does_not() {
    let code = &[(keys::CODE, "used")][..];
    let (outcome, _) = answered(Some((400, r#"{"error":"invalid_grant"}"#)), code).await;
    assert_eq!(refusal(outcome), SignInRefusal::ChallengeFailed);
    for answer in [
        None,
        Some((401, r#"{"error":"invalid_client"}"#)),
        Some((200, "<html>")),
        Some((500, "")),
        Some((302, "")),
    ] {
        assert!(answered(answer, code).await.0.is_err(), "{answer:?}");
    }
}

#[tokio::test]
async fn t006_no_secret_is_shown() {
    let (oauth, _) = driver(Some((200, TOKENS)));
    let (asked, state) = sent(&oauth).await;
    let shown = format!("{oauth:?} {state:?}");
    assert!(!shown.contains(&asked["state"]), "{shown}");
    let all = answers([(keys::STATE, asked["state"].as_str()), (keys::CODE, "c")]);
    let outcome = oauth.answer(&agreeable(), state, all).await;
    let shown = format!("{outcome:?}");
    assert!(!shown.contains("\"rt\"") && !shown.contains("\"at\""), "{shown}");
}
