//! Sealing what recipients type, and opening it again for those who may see it.

use std::fmt;
use std::sync::Arc;

use latchstring_domain::connection::Connection;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{ConnectionId, InvitationId, ProviderId, WorkspaceId};
use latchstring_domain::oauth::OAuthClient;
use latchstring_domain::provider::Provider;
use latchstring_domain::sealed::{SealedBytes, SealedCredentials};
use latchstring_domain::sign_in::SignInForm;
use latchstring_secrets::keyring::Keyring;
use latchstring_secrets::session;
use latchstring_secrets::vault::{DataKey, VaultContext};
use secrecy::{ExposeSecret as _, SecretString};

use crate::failure::{Failure, Thing};
use crate::latchstring::Latchstring;
use crate::ports::{Answers, DriverState};

/// What credentials are sealed for: a connection, a link whose form is filled in with them, or a provider at whose
/// authorisation server we prove ourselves with them. No two have the same id.
pub(crate) trait Holder {
    fn bytes(self) -> [u8; 16];
}

impl Holder for ConnectionId {
    fn bytes(self) -> [u8; 16] {
        self.to_bytes()
    }
}

impl Holder for ProviderId {
    fn bytes(self) -> [u8; 16] {
        self.to_bytes()
    }
}

impl Holder for InvitationId {
    fn bytes(self) -> [u8; 16] {
        self.to_bytes()
    }
}

fn context(workspace: WorkspaceId, holder: impl Holder) -> VaultContext {
    VaultContext { workspace: workspace.to_bytes(), connection: holder.bytes() }
}

/// Seals credentials for their holder, under a data key made for this one time.
pub(crate) fn seal(
    ls: &Latchstring,
    workspace: WorkspaceId,
    holder: impl Holder,
    answers: &Answers,
) -> SealedCredentials {
    let context = context(workspace, holder);
    let mut rng = ls.rng();
    let key = DataKey::generate(&mut *rng);
    let fields = answers
        .iter()
        .map(|(name, value)| {
            let sealed = key.seal_field(&context, name, value.expose_secret().as_bytes(), &mut *rng);
            (name.to_owned(), SealedBytes::new(sealed))
        })
        .collect();
    SealedCredentials { data_key: SealedBytes::new(key.wrap(ls.keyring(), &context, &mut *rng)), fields }
}

/// The user name a connection signs in with; `None` when its form has no field of that name.
pub(crate) fn username(ls: &Latchstring, connection: &Connection) -> Result<Option<SecretString>, Failure> {
    let Some(sealed) = connection.credentials.field(SignInForm::USERNAME) else { return Ok(None) };
    let opener = Opener::new(ls.keyring(), connection.workspace_id, connection.id, &connection.credentials)?;
    opener.field(SignInForm::USERNAME, sealed).map(Some)
}

/// Everything a connection signs in with.
pub(crate) fn open(ls: &Latchstring, connection: &Connection) -> Result<Answers, Failure> {
    open_for(ls, connection.workspace_id, connection.id, &connection.credentials)
}

/// Everything that was sealed for a holder.
pub(crate) fn open_for(
    ls: &Latchstring,
    workspace: WorkspaceId,
    holder: impl Holder,
    sealed: &SealedCredentials,
) -> Result<Answers, Failure> {
    let opener = Opener::new(ls.keyring(), workspace, holder, sealed)?;
    let fields = sealed.fields.iter();
    let opened = fields.map(|(name, sealed)| Ok((name.clone(), opener.field(name, sealed)?)));
    opened.collect::<Result<_, Failure>>().map(Answers::new)
}

/// The secrets that prove us at authorisation servers, for the driver that needs them. They are opened for one request
/// and kept nowhere.
#[derive(Clone)]
pub struct ClientSecrets(Arc<Keyring>);

impl ClientSecrets {
    /// Those that were sealed under this keyring.
    #[must_use]
    pub const fn new(keyring: Arc<Keyring>) -> Self {
        Self(keyring)
    }

    /// The secret of a provider's client; `None` for a public one.
    ///
    /// # Errors
    /// [`Failure::Unsealable`].
    pub fn of(&self, provider: &Provider) -> Result<Option<SecretString>, Failure> {
        let sealed = provider.method.oauth().and_then(|client| client.client_secret.as_ref());
        let Some((sealed, field)) =
            sealed.and_then(|sealed| Some((sealed, sealed.field(OAuthClient::SECRET)?)))
        else {
            return Ok(None);
        };
        let opener = Opener::new(&self.0, provider.workspace_id, provider.id, sealed)?;
        opener.field(OAuthClient::SECRET, field).map(Some)
    }
}

impl fmt::Debug for ClientSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecrets(..)")
    }
}

struct Opener {
    context: VaultContext,
    key: DataKey,
}

impl Opener {
    fn new(
        keyring: &Keyring,
        workspace: WorkspaceId,
        holder: impl Holder,
        sealed: &SealedCredentials,
    ) -> Result<Self, Failure> {
        let context = context(workspace, holder);
        let wrapped = sealed.data_key.as_bytes();
        let key = DataKey::unwrap(keyring, &context, wrapped).map_err(unsealable)?;
        Ok(Self { context, key })
    }

    fn field(&self, name: &str, sealed: &SealedBytes) -> Result<SecretString, Failure> {
        let plain = self.key.open_field(&self.context, name, sealed.as_bytes()).map_err(unsealable)?;
        std::str::from_utf8(&plain).map(SecretString::from).map_err(unsealable)
    }
}

fn unsealable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Failure {
    Failure::Unsealable(Thing::Connection, source.into())
}

/// Seals what a driver needs to go on, for one session.
pub(crate) fn hold(ls: &Latchstring, session: &FlowSession, state: &DriverState) -> SealedBytes {
    SealedBytes::new(session::seal_state(
        ls.keyring(),
        &session.id.to_bytes(),
        state.expose(),
        &mut *ls.rng(),
    ))
}

/// Opens what [`hold`] sealed.
pub(crate) fn release(
    ls: &Latchstring,
    session: &FlowSession,
    held: &SealedBytes,
) -> Result<DriverState, Failure> {
    let plain = session::open_state(ls.keyring(), &session.id.to_bytes(), held.as_bytes())
        .map_err(|error| Failure::Unsealable(Thing::FlowSession, error.into()))?;
    Ok(DriverState::new(plain.to_vec()))
}
