use std::net::SocketAddr;

use async_trait::async_trait;
use http::{Request, Response};
use latchstring_sign_in::oauth::{Outgoing, Unreachable};
use latchstring_webhooks::{
    ClientError, GuardedClient, GuardedRequest, Networks, Policy, TlsError, TlsRoots,
};

/// The way to authorisation servers: past the same guard as webhooks, with networks of its own.
#[derive(Clone)]
pub struct GuardedOutgoing(GuardedClient);

impl GuardedOutgoing {
    /// A way to the internet at port 443, and to these networks at any port, for a server that listens there.
    ///
    /// # Errors
    /// When the encryption cannot be set up, which the build rules out.
    pub fn new(networks: Networks, listening: Option<SocketAddr>) -> Result<Self, TlsError> {
        let policy = Policy::default()
            .with_networks(networks)
            .with_networks_at_any_port()
            .with_own_ports(listening.iter().map(SocketAddr::port).collect());
        Ok(Self(GuardedClient::new(policy, &TlsRoots::default())?))
    }

    async fn ask(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Trouble> {
        let (parts, body) = request.into_parts();
        let answer = self
            .0
            .send(GuardedRequest {
                method: parts.method,
                url: parts.uri.to_string(),
                headers: parts.headers,
                body: body.into(),
                // The catalog takes `http` for this very machine only, which the guard lets nobody reach unless allowed.
                plain_http: true,
            })
            .await?;
        let mut response = Response::builder().status(answer.status).body(answer.body)?;
        *response.headers_mut() = answer.headers;
        Ok(response)
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Status(#[from] http::Error),
}

#[async_trait]
impl Outgoing for GuardedOutgoing {
    async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Unreachable> {
        self.ask(request).await.map_err(|trouble| Unreachable(Box::new(trouble)))
    }
}
