use std::time::Duration;

use async_trait::async_trait;
use http::{HeaderMap, HeaderValue, Method, header};
use latchstring_domain::branding::PictureUrl;
use latchstring_service::ports::{FetchError, Pictures};
use latchstring_webhooks::{BodyEnd, ClientError, GuardedClient, GuardedRequest};

/// How long the head of an answer may take. With the body it stays well below what a request to this server may take.
const HEAD_WITHIN: Duration = Duration::from_secs(8);
/// How long the body may take after that.
const BODY_WITHIN: Duration = Duration::from_secs(8);

/// The way to pictures: past the guard of webhooks, to where those may go.
#[derive(Clone)]
pub struct GuardedPictures(GuardedClient);

impl GuardedPictures {
    /// A way through this client.
    #[must_use]
    pub fn new(client: GuardedClient) -> Self {
        Self(client.with_patience(HEAD_WITHIN))
    }
}

#[async_trait]
impl Pictures for GuardedPictures {
    async fn fetch(&self, url: &PictureUrl, up_to: usize) -> Result<Vec<u8>, FetchError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("image/png, image/jpeg, image/webp"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static("latchstring"));
        let request = GuardedRequest {
            method: Method::GET,
            url: url.as_str().to_owned(),
            headers,
            body: Vec::new().into(),
            // The use case has decided whether the workspace may.
            plain_http: !url.is_https(),
        };
        let answer = self.0.clone().with_bodies(up_to, BODY_WITHIN).send(request).await.map_err(refused)?;
        match (answer.status, answer.body_end) {
            (300..=399, _) => Err(FetchError::Redirect),
            (200, BodyEnd::Whole) => Ok(answer.body),
            (200, BodyEnd::Long) => Err(FetchError::TooLarge),
            (200, BodyEnd::Late) => Err(FetchError::Late),
            (200, BodyEnd::Broken) => Err(FetchError::Broken),
            (status, _) => Err(FetchError::Refused(status / 100)),
        }
    }
}

fn refused(error: ClientError) -> FetchError {
    match error {
        ClientError::Forbidden(_) => FetchError::Forbidden,
        ClientError::Unresolved | ClientError::Unreachable => FetchError::Unreachable,
        ClientError::Tls => FetchError::Untrusted,
        ClientError::Timeout => FetchError::Late,
        _ => FetchError::Broken,
    }
}
