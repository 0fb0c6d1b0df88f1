//! A whole API in memory: fixed time, repeatable randomness, no network.

mod mask;
mod ports;
mod reply;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::{Method, Request, header};
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::Origin;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::text::{ApiKeyName, WorkspaceName};
use latchstring_domain::workspace::{ExpiryPolicy, Mode};
use latchstring_http_api::{ApiState, face};
use latchstring_secrets::keyring::Keyring;
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_service::api_key::{self, CreateApiKey};
use latchstring_service::outbox::{self, Lane};
use latchstring_service::workspace::{self, CreateWorkspace};
use latchstring_service::{Caller, Latchstring, Parts};
use latchstring_sign_in::{Drivers, Sandbox, SandboxCollector};
use latchstring_storage_memory::MemoryStore;
use latchstring_web_kit::base_url::BaseUrl;
use latchstring_web_kit::headers::SecurityHeaders;
use latchstring_web_kit::request::{RequestIds, RequestLayer};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// What the programs of every workspace call it: each key stands for its own.
pub(crate) const ENVIRONMENT: &str = "dev.acme.example";

/// A picture of three by two orange pixels.
pub(crate) const PICTURE: &[u8] = include_bytes!("../../data/dot.png");
/// Atkinson Hyperlegible.
pub(crate) const FONT: &[u8] =
    include_bytes!("../../../../artwork/tests/data/atkinson-hyperlegible-400.woff2");

pub(crate) use mask::masked;
pub(crate) use ports::BASE_URL;
use ports::{FixedLinks, FixedPictures, Seeded, TestClock};
pub(crate) use reply::Reply;

/// The API, one workspace in it, and a key of that workspace that may do everything.
pub(crate) struct Api {
    router: Router,
    latchstring: Latchstring,
    clock: Arc<TestClock>,
    links: Arc<FixedLinks>,
    pub(crate) pictures: Arc<FixedPictures>,
    pub(crate) workspace: WorkspaceId,
    pub(crate) key: String,
    inbound: Mutex<Option<WebhookSecret>>,
    handed_in: AtomicU64,
}

/// A domain whose mail is handed in, and an address at it.
pub(crate) const MFA_DOMAIN: &str = "mfa.example.com";
pub(crate) const MFA_ADDRESS: &str = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b@mfa.example.com";

impl Api {
    pub(crate) async fn new() -> Self {
        Self::with_policy(ExpiryPolicy::default()).await
    }

    /// The same without a way to send mail.
    pub(crate) async fn without_mail() -> Self {
        Self::made(ExpiryPolicy::default(), |latchstring| latchstring).await
    }

    /// The same, told of mails that came back by whoever has this secret.
    pub(crate) async fn hearing_of_mails(secret: WebhookSecret) -> Self {
        Self::made(ExpiryPolicy::default(), |latchstring| latchstring.with_mail().with_mail_events(secret))
            .await
    }

    pub(crate) async fn with_policy(expiry: ExpiryPolicy) -> Self {
        Self::made(expiry, Latchstring::with_mail).await
    }

    async fn made(expiry: ExpiryPolicy, finish: impl FnOnce(Latchstring) -> Latchstring) -> Self {
        let (clock, links) = (Arc::new(TestClock::default()), Arc::new(FixedLinks::default()));
        let randomness = Arc::new(Seeded::default());
        let pictures = Arc::new(FixedPictures::default());
        let parts = Parts {
            store: Arc::new(MemoryStore::new()),
            keyring: Arc::new(Keyring::generate(&mut *latchstring_service::ports::Randomness::rng(
                &*randomness,
            ))),
            clock: clock.clone(),
            randomness,
            links: links.clone(),
            sign_in: Arc::new(Drivers::new(Sandbox::new(clock.clone()))),
            collector: Arc::new(SandboxCollector::new(SandboxCollector::EXPIRES_AFTER)),
        };
        let latchstring = finish(Latchstring::new(parts).with_pictures(pictures.clone()));
        let base: BaseUrl = BASE_URL.parse().unwrap();
        let state = ApiState::new(latchstring.clone(), &base, "1.2.3");
        let router = face(state, RequestLayer::new(request_ids(), SecurityHeaders::api(&base)));
        let workspace = new_workspace(&latchstring, expiry).await;
        let mut api = Self {
            router,
            latchstring,
            clock,
            links,
            pictures,
            workspace,
            key: String::new(),
            inbound: Mutex::default(),
            handed_in: AtomicU64::new(0),
        };
        api.key = api.new_key(Scope::ALL).await;
        api
    }

    /// The same deployment, as another workspace in it sees it.
    pub(crate) async fn stranger(&self) -> Self {
        let workspace = new_workspace(&self.latchstring, ExpiryPolicy::default()).await;
        let mut other = Self {
            router: self.router.clone(),
            latchstring: self.latchstring.clone(),
            clock: self.clock.clone(),
            links: self.links.clone(),
            pictures: self.pictures.clone(),
            workspace,
            key: String::new(),
            inbound: Mutex::default(),
            handed_in: AtomicU64::new(0),
        };
        other.key = other.new_key(Scope::ALL).await;
        other
    }

    fn operator(&self) -> Caller {
        Caller::operator(self.workspace, "tests", Origin::default())
    }

    pub(crate) fn latchstring(&self) -> &Latchstring {
        &self.latchstring
    }

    pub(crate) fn pass(&self, span: Duration) {
        self.clock.pass(span);
    }

    /// From now on a handler that builds a link panics.
    pub(crate) fn break_links(&self) {
        self.links.break_them();
    }

    pub(crate) async fn new_key(&self, scopes: &[Scope]) -> String {
        self.expiring_key(scopes, None).await
    }

    pub(crate) async fn expiring_key(&self, scopes: &[Scope], lives: Option<Duration>) -> String {
        let wish = CreateApiKey {
            name: ApiKeyName::parse("tests").unwrap(),
            scopes: scopes.iter().copied().collect(),
            expires_at: lives.map(|lives| self.latchstring.now().saturating_add(lives)),
        };
        let made = api_key::create(&self.latchstring, &self.operator(), wish).await.unwrap();
        made.text.expose_secret().to_owned()
    }

    pub(crate) async fn revoke_all_keys(&self) {
        for key in api_key::list(&self.latchstring, &self.operator()).await.unwrap() {
            api_key::revoke(&self.latchstring, &self.operator(), key.id).await.unwrap();
        }
    }

    /// The workspace takes what is mailed to [`MFA_DOMAIN`]; what it sends below `/inbound` from now on is signed.
    pub(crate) async fn takes_codes(&self) -> WebhookSecret {
        self.patch("/v2.2/workspace", json!({"mfaDomain": MFA_DOMAIN})).await.with(200);
        let made = self.post("/v2.2/workspace/inbound-secret", json!({})).await;
        let secret = WebhookSecret::parse(made.with(200)["secret"].as_str().unwrap()).unwrap();
        *self.inbound.lock().unwrap() = Some(secret.clone());
        secret
    }

    /// The headers that sign a body now, under an id of its own.
    fn signature(&self, body: &str) -> Vec<(&'static str, String)> {
        let Some(secret) = self.inbound.lock().unwrap().clone() else { return Vec::new() };
        let id = format!("msg_{}", self.handed_in.fetch_add(1, Ordering::Relaxed));
        let timestamp = self.latchstring.now().unix_seconds();
        let signature = secret.sign(&id, timestamp, body.as_bytes());
        vec![
            ("webhook-id", id),
            ("webhook-timestamp", timestamp.to_string()),
            ("webhook-signature", signature),
        ]
    }

    /// Any request, as it is.
    pub(crate) async fn raw(&self, request: Request<Body>) -> Reply {
        Reply::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// A request with this key and a JSON body if there is one.
    pub(crate) async fn send_as(&self, key: &str, method: Method, path: &str, body: Option<&Value>) -> Reply {
        let mut request = Request::builder().method(method).uri(path).header("X-API-Key", key);
        if path.contains("/inbound/") && key == self.key {
            let text = body.map(Value::to_string).unwrap_or_default();
            for (name, value) in self.signature(&text) {
                request = request.header(name, value);
            }
        }
        self.raw(match body {
            Some(body) => request
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_string()))
                .unwrap(),
            None => request.body(Body::empty()).unwrap(),
        })
        .await
    }

    /// A POST of a file.
    pub(crate) async fn send_file(&self, key: &str, path: &str, kind: &str, file: &[u8]) -> Reply {
        let request = Request::post(path).header("X-API-Key", key).header(header::CONTENT_TYPE, kind);
        self.raw(request.body(Body::from(file.to_vec())).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send_as(&self.key, Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.send_as(&self.key, Method::POST, path, Some(&body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send_as(&self.key, Method::PATCH, path, Some(&body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.send_as(&self.key, Method::PUT, path, Some(&body)).await
    }

    /// A flow with this key that offers the sandbox; its id.
    pub(crate) async fn flow(&self, key: &str) -> String {
        let body = json!({"key": key, "name": "Invoices", "connectors": ["sandbox"]});
        self.post("/v2.2/flow", body).await.created()
    }

    /// Work that was given up; its id.
    pub(crate) async fn dead_letter(&self) -> String {
        self.webhook().await;
        let claim = outbox::Claim::of(Lane::Work, self.latchstring.now(), Duration::from_secs(60), 1);
        let company = self.company().await;
        self.invitation(&company).await;
        let claimed = outbox::claim_turn(&self.latchstring, claim).await.unwrap().remove(0);
        outbox::park(&self.latchstring, &claimed, "panicked, 12 times").await.unwrap();
        claimed.entry.id.to_string()
    }

    pub(crate) async fn webhook(&self) -> String {
        self.post("/v2.2/webhook", json!({"url": "https://hooks.example.com/"})).await.created()
    }

    /// A provider of the catalog; its id.
    pub(crate) async fn provider(&self, name: &str, url: &str) -> String {
        self.post("/v2.2/datasource", json!({"name": name, "url": url})).await.created()
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send_as(&self.key, Method::DELETE, path, None).await
    }

    pub(crate) async fn company(&self) -> String {
        self.post("/v2.2/company", json!({"name": "Northwind Traders"})).await.created()
    }

    pub(crate) async fn site(&self, company: &str) -> String {
        self.post(&format!("/v2.2/site/company/{company}"), json!({"name": "Harbour"})).await.created()
    }

    pub(crate) async fn invitation(&self, company: &str) -> String {
        self.post(&format!("/v2.2/invitation/company/{company}"), json!({})).await.created()
    }

    /// A magic link for the company; its id, which only the list tells.
    pub(crate) async fn magic_link(&self, company: &str) -> String {
        self.post(&format!("/v2.2/connection/company/{company}/link"), json!({})).await.with(200);
        let page = self.get(&format!("/v2.2/magic-link/company/{company}?limit=1")).await;
        page.with(200)["magicLinks"][0]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn connection(&self, company: &str, site: &str) -> String {
        let body = connection_body(site);
        self.post(&format!("/v2.2/connection/company/{company}"), body).await.created()
    }
}

pub(crate) fn connection_body(site: &str) -> Value {
    json!({
        "url": "https://sandbox.example",
        "username": "sandbox-username",
        "password": "sandbox-password",
        "country": "US",
        "sites": [site],
    })
}

async fn new_workspace(latchstring: &Latchstring, expiry: ExpiryPolicy) -> WorkspaceId {
    let wish = CreateWorkspace {
        name: WorkspaceName::parse("Acme").unwrap(),
        environment: Some(ENVIRONMENT.parse().unwrap()),
        mode: Mode::Sandbox,
        expiry,
    };
    workspace::create(latchstring, "tests", Origin::default(), wish).await.unwrap().id
}

fn request_ids() -> RequestIds {
    let made = AtomicU64::new(0);
    Arc::new(move || uuid::Uuid::from_u128(u128::from(made.fetch_add(1, Ordering::Relaxed)) + 1))
}
