//! A deployment in memory: fixed time, repeatable randomness, no network.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use http::{Method, Request};
use http_body_util::BodyExt as _;
use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::Origin;
use latchstring_domain::text::{ApiKeyName, WorkspaceName};
use latchstring_domain::workspace::{ExpiryPolicy, Mode, Workspace};
use latchstring_http_api::{ApiState, face};
use latchstring_secrets::keyring::Keyring;
use latchstring_service::api_key::{self, CreateApiKey};
use latchstring_service::ports::{Clock, Links, Randomness};
use latchstring_service::workspace::{self, CreateWorkspace};
use latchstring_service::{Caller, Latchstring, Parts};
use latchstring_sign_in::{Drivers, Sandbox, SandboxCollector};
use latchstring_storage_memory::MemoryStore;
use latchstring_web_kit::base_url::BaseUrl;
use latchstring_web_kit::headers::SecurityHeaders;
use latchstring_web_kit::request::{RequestIds, RequestLayer};
use rand_chacha::ChaCha20Rng;
use rand_core::{CryptoRng, SeedableRng as _};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

const BASE_URL: &str = "https://connect.example.com";

struct Noon;

#[async_trait]
impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(1_795_176_000_000).unwrap_or(Timestamp::EPOCH)
    }

    async fn sleep(&self, _span: Duration) {
        tokio::task::yield_now().await;
    }
}

#[derive(Default)]
struct Seeded(AtomicU64);

impl Randomness for Seeded {
    fn rng(&self) -> Box<dyn CryptoRng + Send> {
        Box::new(ChaCha20Rng::seed_from_u64(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

struct FixedLinks;

impl Links for FixedLinks {
    fn address(&self, _workspace: &Workspace) -> String {
        BASE_URL.to_owned()
    }
}

/// An API over an empty database with one company, and a key that may do everything.
pub(crate) struct Deployment {
    router: Router,
    key: String,
    pub(crate) company: String,
}

impl Deployment {
    pub(crate) async fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let (clock, randomness) = (Arc::new(Noon), Arc::new(Seeded::default()));
        let latchstring = Latchstring::new(Parts {
            store: Arc::new(MemoryStore::new()),
            keyring: Arc::new(Keyring::generate(&mut *randomness.rng())),
            clock: clock.clone(),
            randomness,
            links: Arc::new(FixedLinks),
            sign_in: Arc::new(Drivers::new(Sandbox::new(clock))),
            collector: Arc::new(SandboxCollector::new(SandboxCollector::EXPIRES_AFTER)),
        })
        .with_mail();
        let base: BaseUrl = BASE_URL.parse()?;
        let ids: RequestIds = Arc::new(Uuid::nil);
        let state = ApiState::new(latchstring.clone(), &base, "0.0.0");
        let router = face(state, RequestLayer::new(ids, SecurityHeaders::api(&base)));
        let wish = CreateWorkspace {
            name: WorkspaceName::parse("Acme")?,
            environment: None,
            mode: Mode::Sandbox,
            expiry: ExpiryPolicy::default(),
        };
        let workspace = workspace::create(&latchstring, "laws", Origin::default(), wish).await?;
        let operator = Caller::operator(workspace.id, "laws", Origin::default());
        let scopes = Scope::ALL.iter().copied().collect();
        let wish = CreateApiKey { name: ApiKeyName::parse("laws")?, scopes, expires_at: None };
        let made = api_key::create(&latchstring, &operator, wish).await?;
        let mut deployment =
            Self { router, key: made.text.expose_secret().to_owned(), company: String::new() };
        let body = json!({"name": "Northwind"}).to_string();
        let (_, made) = deployment.post("/v2.2/company", "application/json", body.into_bytes()).await;
        deployment.company = made["id"].as_str().ok_or("a company")?.to_owned();
        Ok(deployment)
    }

    /// Sends a body and reads the answer, `null` where it is no JSON.
    pub(crate) async fn post(&self, path: &str, kind: &str, body: Vec<u8>) -> (u16, Value) {
        self.send(Method::POST, path, Some(kind), body).await
    }

    /// How many invitations there are.
    pub(crate) async fn invitations(&self) -> Value {
        let (_, list) = self.send(Method::GET, "/v2.2/invitation", None, Vec::new()).await;
        list["totalInvitations"].clone()
    }

    async fn send(&self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> (u16, Value) {
        let mut request = Request::builder().method(method).uri(path).header("x-api-key", &self.key);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let Ok(request) = request.body(Body::from(body)) else { panic!("{path} is no path") };
        let Ok(answer) = self.router.clone().oneshot(request).await;
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }
}
