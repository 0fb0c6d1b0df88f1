use std::error::Error;

use async_trait::async_trait;
use http::{Request, Response};

/// How requests leave for authorisation servers.
///
/// An implementor follows no redirect, asks nobody but the host of the request, reads no more than an answer of tokens can
/// have, gives up in time, and refuses addresses that are not on the internet, whatever the name they hide behind, but for
/// those that the operator allows.
#[async_trait]
pub trait Outgoing: Send + Sync {
    /// The answer to a request, whatever its status.
    ///
    /// # Errors
    /// [`Unreachable`] when there is none.
    async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Unreachable>;
}

/// An authorisation server did not answer, or may not be asked.
#[derive(Debug, thiserror::Error)]
#[error("the authorisation server cannot be reached")]
pub struct Unreachable(#[source] pub Box<dyn Error + Send + Sync>);
