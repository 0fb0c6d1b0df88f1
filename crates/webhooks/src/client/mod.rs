//! The guarded client: every request that a stranger has a say in goes through it.

mod connect;
mod request;
mod resolve;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use hyper_util::rt::TokioIo;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;
use url::Url;

use crate::guard::{Forbidden, Policy};

pub use request::{Answer, BodyEnd, GuardedRequest};
pub use resolve::{Resolver, SystemResolver};
pub use tls::{TlsError, TlsRoots};

/// How long the head of an answer may take to come, from the first look at the name on.
const HEAD_WITHIN: Duration = Duration::from_secs(15);
/// How long the body may take after that. What has come by then is what there is.
const BODY_WITHIN: Duration = Duration::from_secs(2);
/// How much of a body is read. The rest is left where it is.
const BODY_UP_TO: usize = 64 * 1024;

/// A client that connects only to where its [`Policy`] lets it.
///
/// For each request the name is resolved, every address it stands for is vetted, and the connection goes to one of those
/// very addresses: nobody is asked twice. There are no redirects, no proxies, whatever the environment says, no cookies
/// and no connections that are kept. Cheap to clone.
#[derive(Clone)]
pub struct GuardedClient {
    policy: Arc<Policy>,
    resolver: Arc<dyn Resolver>,
    tls: TlsConnector,
    head_within: Duration,
    body_within: Duration,
    body_up_to: usize,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// It may not be asked.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The name stands for no address.
    #[error("the name cannot be resolved")]
    Unresolved,
    /// Nobody took the connection.
    #[error("nobody takes the connection")]
    Unreachable,
    /// The certificate or the encryption is not acceptable.
    #[error("no trusted encryption")]
    Tls,
    /// It took too long.
    #[error("no answer in time")]
    Timeout,
    /// The connection broke, or what came over it is not HTTP.
    #[error("the connection broke, or what came is not HTTP")]
    Broken,
}

impl GuardedClient {
    /// A client with this policy, that trusts these roots and resolves names as the system does.
    ///
    /// # Errors
    /// [`TlsError`] when the roots cannot be used.
    pub fn new(policy: Policy, roots: &TlsRoots) -> Result<Self, TlsError> {
        Ok(Self {
            policy: Arc::new(policy),
            resolver: Arc::new(SystemResolver),
            tls: tls::connector(roots)?,
            head_within: HEAD_WITHIN,
            body_within: BODY_WITHIN,
            body_up_to: BODY_UP_TO,
        })
    }

    /// The same, resolving names in another way. Its answers are vetted like any other's.
    #[must_use]
    pub fn with_resolver(self, resolver: Arc<dyn Resolver>) -> Self {
        Self { resolver, ..self }
    }

    /// The same, which waits so long for the head of an answer.
    #[must_use]
    pub fn with_patience(self, head_within: Duration) -> Self {
        Self { head_within, ..self }
    }

    /// The same, which reads so much of a body and waits so long for it.
    #[must_use]
    pub fn with_bodies(self, up_to: usize, within: Duration) -> Self {
        Self { body_up_to: up_to, body_within: within, ..self }
    }

    /// Sends a request and gives what comes back, whatever its status.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn send(&self, request: GuardedRequest) -> Result<Answer, ClientError> {
        let deadline = Instant::now() + self.head_within;
        let head = timeout_at(deadline, self.exchange(request)).await.map_err(|_| ClientError::Timeout)??;
        Ok(head.read(self.body_within, self.body_up_to).await)
    }

    async fn exchange(&self, request: GuardedRequest) -> Result<request::Head, ClientError> {
        let url = Url::parse(&request.url).map_err(|_| Forbidden::Url)?;
        let encrypted = match url.scheme() {
            "https" => true,
            "http" if request.plain_http => false,
            _ => return Err(Forbidden::Scheme.into()),
        };
        let stream = connect::connect(&self.policy, &*self.resolver, &url).await?;
        if encrypted {
            let name = tls::server_name(&url)?;
            let stream = self.tls.connect(name, stream).await.map_err(|_| ClientError::Tls)?;
            request::send(TokioIo::new(stream), &url, request).await
        } else {
            request::send(TokioIo::new(stream), &url, request).await
        }
    }
}

impl request::Head {
    async fn read(self, within: Duration, up_to: usize) -> Answer {
        let (answer, mut body) = self.into_parts();
        let mut kept = answer;
        // The status is the answer; a body that drips or never ends changes nothing about it.
        let end = timeout(within, body.read_into(&mut kept.body, up_to)).await;
        kept.body_end = end.unwrap_or(BodyEnd::Late);
        kept
    }
}
