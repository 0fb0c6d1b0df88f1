//! What of an endpoint is sealed: its secrets, and the values of its headers.

use std::fmt;

use latchstring_domain::id::{EndpointId, WorkspaceId};
use latchstring_domain::sealed::SealedBytes;
use latchstring_domain::webhook::{Endpoint, EndpointHeaders, HeaderError, HeaderName, HeaderNames};
use latchstring_secrets::webhook::{WebhookHeaders, WebhookSecret};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{Failure, Latchstring, Thing};

/// Headers that an endpoint wants with each message, names and values checked. `Debug` shows the names.
#[derive(Clone)]
pub struct CustomHeaders {
    names: HeaderNames,
    values: WebhookHeaders,
}

impl CustomHeaders {
    /// Checks and keeps these headers.
    ///
    /// # Errors
    /// [`HeaderError`].
    pub fn new(headers: Vec<(HeaderName, SecretString)>) -> Result<Self, HeaderError> {
        for (_, value) in &headers {
            HeaderName::check_value(value.expose_secret())?;
        }
        let names = HeaderNames::new(headers.iter().map(|(name, _)| name.clone()).collect())?;
        let values = headers.into_iter().map(|(name, value)| (name.as_str().to_owned(), value)).collect();
        Ok(Self { names, values: WebhookHeaders::new(values) })
    }

    /// The headers as an endpoint has them; `None` when there are none.
    pub(super) fn seal(
        &self,
        ls: &Latchstring,
        workspace: WorkspaceId,
        endpoint: EndpointId,
    ) -> Option<EndpointHeaders> {
        if self.names.is_empty() {
            return None;
        }
        let (workspace, endpoint) = (workspace.to_bytes(), endpoint.to_bytes());
        let sealed = self.values.seal(ls.keyring(), &workspace, &endpoint, &mut *ls.rng());
        Some(EndpointHeaders { names: self.names.clone(), values: SealedBytes::new(sealed) })
    }
}

impl fmt::Debug for CustomHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names.iter().map(HeaderName::as_str)).finish()
    }
}

/// A secret, sealed for the row of an endpoint.
pub(super) fn seal(
    ls: &Latchstring,
    workspace: WorkspaceId,
    endpoint: EndpointId,
    secret: &WebhookSecret,
) -> SealedBytes {
    let (workspace, endpoint) = (workspace.to_bytes(), endpoint.to_bytes());
    SealedBytes::new(secret.seal(ls.keyring(), &workspace, &endpoint, &mut *ls.rng()))
}

/// Opens what [`seal`] sealed.
pub(super) fn open(
    ls: &Latchstring,
    endpoint: &Endpoint,
    sealed: &SealedBytes,
) -> Result<WebhookSecret, Failure> {
    let (workspace, id) = (endpoint.workspace_id.to_bytes(), endpoint.id.to_bytes());
    WebhookSecret::open(ls.keyring(), &workspace, &id, sealed.as_bytes())
        .map_err(|error| Failure::Unsealable(Thing::Webhook, error.into()))
}

/// Opens the headers of an endpoint.
pub(super) fn headers(ls: &Latchstring, endpoint: &Endpoint) -> Result<WebhookHeaders, Failure> {
    let Some(headers) = &endpoint.headers else { return Ok(WebhookHeaders::default()) };
    let (workspace, id) = (endpoint.workspace_id.to_bytes(), endpoint.id.to_bytes());
    WebhookHeaders::open(ls.keyring(), &workspace, &id, headers.values.as_bytes())
        .map_err(|error| Failure::Unsealable(Thing::Webhook, error.into()))
}
