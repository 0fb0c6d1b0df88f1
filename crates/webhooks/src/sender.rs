use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use latchstring_domain::Timestamp;
use latchstring_domain::webhook::{AttemptError, AttemptOutcome};
use latchstring_secrets::webhook::{WebhookHeaders, WebhookSecret, signature_header};
use secrecy::ExposeSecret as _;

use crate::client::{ClientError, GuardedClient, GuardedRequest};

/// Signs webhooks after Standard Webhooks 1.0 and sends them through the guard. Cheap to clone.
#[derive(Clone)]
pub struct Sender {
    client: GuardedClient,
    plain_http_in_sandbox: bool,
}

/// A webhook that is to be sent to an endpoint.
#[derive(Debug)]
pub struct Outgoing {
    /// Where to.
    pub url: String,
    /// What the endpoint wants with it.
    pub headers: WebhookHeaders,
    /// What it is signed with: one secret, or two while one takes the place of another.
    pub secrets: Vec<WebhookSecret>,
    /// The id that receivers know it by.
    pub id: String,
    /// The bytes that are signed and sent.
    pub body: String,
    /// Whether its workspace is a sandbox.
    pub sandbox: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Whether and how the endpoint answered.
    pub outcome: AttemptOutcome,
    /// How long it wants to be left alone.
    pub retry_after: Option<Duration>,
}

impl Sender {
    /// A sender that sends through this client: to `https` addresses only.
    #[must_use]
    pub const fn new(client: GuardedClient) -> Self {
        Self { client, plain_http_in_sandbox: false }
    }

    /// The same, which sends the webhooks of sandbox workspaces to `http` addresses too.
    #[must_use]
    pub fn with_plain_http_in_sandbox(self) -> Self {
        Self { plain_http_in_sandbox: true, ..self }
    }

    /// Sends a webhook. `now` is the time of the try, which is signed with it.
    pub async fn send(&self, outgoing: Outgoing, now: Timestamp) -> Sent {
        let Some(headers) = headers(&outgoing, now) else {
            return Sent { outcome: AttemptOutcome::NotAnswered(AttemptError::Broken), retry_after: None };
        };
        let request = GuardedRequest {
            method: Method::POST,
            url: outgoing.url,
            headers,
            body: Bytes::from(outgoing.body),
            plain_http: outgoing.sandbox && self.plain_http_in_sandbox,
        };
        match self.client.send(request).await {
            Ok(answer) => Sent {
                outcome: AttemptOutcome::answered(answer.status, &answer.body),
                retry_after: retry_after(&answer.headers, now),
            },
            Err(error) => Sent { outcome: AttemptOutcome::NotAnswered(named(&error)), retry_after: None },
        }
    }
}

const fn named(error: &ClientError) -> AttemptError {
    match error {
        ClientError::Forbidden(_) => AttemptError::Forbidden,
        ClientError::Unresolved => AttemptError::Unresolved,
        ClientError::Unreachable => AttemptError::Unreachable,
        ClientError::Tls => AttemptError::Tls,
        ClientError::Timeout => AttemptError::Timeout,
        ClientError::Broken => AttemptError::Broken,
    }
}

/// What goes with the body. The ids, times and signatures stand there under the names of the standard and under those
/// that receivers had before there was one.
fn headers(outgoing: &Outgoing, now: Timestamp) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in outgoing.headers.iter() {
        let mut value = HeaderValue::from_str(value.expose_secret()).ok()?;
        value.set_sensitive(true);
        headers.insert(HeaderName::from_bytes(name.as_bytes()).ok()?, value);
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.entry(ACCEPT).or_insert(HeaderValue::from_static("*/*"));
    let agent = concat!("Latchstring/", env!("CARGO_PKG_VERSION"));
    headers.entry(USER_AGENT).or_insert(HeaderValue::from_static(agent));
    let seconds = now.unix_seconds();
    let signature = signature_header(&outgoing.secrets, &outgoing.id, seconds, outgoing.body.as_bytes());
    let said = [("id", outgoing.id.clone()), ("timestamp", seconds.to_string()), ("signature", signature)];
    for (name, value) in said {
        let value = HeaderValue::from_str(&value).ok()?;
        for prefix in ["webhook", "svix"] {
            let name = HeaderName::from_bytes(format!("{prefix}-{name}").as_bytes()).ok()?;
            headers.insert(name, value.clone());
        }
    }
    Some(headers)
}

/// `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3). Anything else is as good as none.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let date = httpdate::parse_http_date(value).ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let millis = i64::try_from(date.as_millis()).ok()?;
    Some(Timestamp::from_unix_millis(millis).ok()?.since(now))
}
