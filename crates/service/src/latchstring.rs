use std::sync::Arc;

use latchstring_domain::Timestamp;
use latchstring_domain::retention::Retention;
use latchstring_secrets::keyring::Keyring;
use latchstring_secrets::link_openers::LinkOpeners;
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_storage::Store;
use rand_core::CryptoRng;

use crate::magic_link::LinkBudget;
use crate::once::Held;
use crate::ports::{Bell, Clock, Collector, Links, Pictures, Randomness, SignIn};

/// Everything the use cases work with: the storage, the keyring and the ports. Cheap to clone.
///
/// Each use case is a function that takes it first. There is no hidden state behind it: two of them over the same
/// storage and keyring are the same deployment.
#[derive(Clone)]
pub struct Latchstring {
    parts: Arc<Parts>,
    link_openers: Arc<LinkOpeners>,
    link_budget: Arc<LinkBudget>,
    sends_mail: bool,
    mail_events: Option<Arc<WebhookSecret>>,
    plain_http_in_sandbox: bool,
    retention: Arc<Retention>,
    pictures: Option<Arc<dyn Pictures>>,
    bell: Option<Arc<dyn Bell>>,
    held: Option<Arc<Held>>,
}

/// What a [`Latchstring`] is put together from.
pub struct Parts {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// The keys.
    pub keyring: Arc<Keyring>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Unpredictable bytes.
    pub randomness: Arc<dyn Randomness>,
    /// How links look.
    pub links: Arc<dyn Links>,
    /// How recipients sign in.
    pub sign_in: Arc<dyn SignIn>,
    /// The collector of sandbox workspaces.
    pub collector: Arc<dyn Collector>,
}

impl Latchstring {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self {
            parts: Arc::new(parts),
            link_openers: Arc::default(),
            link_budget: Arc::default(),
            sends_mail: false,
            mail_events: None,
            plain_http_in_sandbox: false,
            retention: Arc::new(Retention::usual()),
            pictures: None,
            bell: None,
            held: None,
        }
    }

    /// The same, opening the magic links of other systems too.
    #[must_use]
    pub fn with_link_openers(self, link_openers: LinkOpeners) -> Self {
        Self { link_openers: Arc::new(link_openers), ..self }
    }

    /// The same, in a deployment whose dispatcher has a way to send mail.
    #[must_use]
    pub fn with_mail(self) -> Self {
        Self { sends_mail: true, ..self }
    }

    /// The same, in a deployment whose mail service tells of mails that came back, signed with this secret.
    #[must_use]
    pub fn with_mail_events(self, secret: WebhookSecret) -> Self {
        Self { mail_events: Some(Arc::new(secret)), ..self }
    }

    /// Whether this deployment hears of mails that came back.
    #[must_use]
    pub const fn hears_of_mails(&self) -> bool {
        self.mail_events.is_some()
    }

    pub(crate) fn mail_events(&self) -> Option<&WebhookSecret> {
        self.mail_events.as_deref()
    }

    /// The same, in a deployment that sends the webhooks of sandbox workspaces to `http` addresses too.
    #[must_use]
    pub fn with_plain_http_in_sandbox(self) -> Self {
        Self { plain_http_in_sandbox: true, ..self }
    }

    pub(crate) const fn sends_plain_http_in_sandbox(&self) -> bool {
        self.plain_http_in_sandbox
    }

    /// The same, in a deployment whose operator says for how long what is kept in workspaces that do not.
    #[must_use]
    pub fn with_retention(self, operators: &Retention) -> Self {
        Self { retention: Arc::new(operators.or(&Retention::usual())), ..self }
    }

    /// For how long what is kept in workspaces that do not say.
    #[must_use]
    pub fn retention(&self) -> &Retention {
        &self.retention
    }

    /// The same, with a way to pictures that are at other addresses.
    #[must_use]
    pub fn with_pictures(self, pictures: Arc<dyn Pictures>) -> Self {
        Self { pictures: Some(pictures), ..self }
    }

    pub(crate) fn pictures(&self) -> Option<&dyn Pictures> {
        self.pictures.as_deref()
    }

    /// The same, in a process that works on the outbox itself and can be told that there is something in it.
    #[must_use]
    pub fn with_bell(self, bell: Arc<dyn Bell>) -> Self {
        Self { bell: Some(bell), ..self }
    }

    /// The same, whose commits are held back.
    pub(crate) fn holding_back(&self, held: Arc<Held>) -> Self {
        Self { held: Some(held), ..self.clone() }
    }

    /// What holds commits back, if anything does.
    pub(crate) fn held(&self) -> Option<&Held> {
        self.held.as_deref()
    }

    /// The same, whose commits are done at once: for what happens whatever comes of the rest.
    pub(crate) fn at_once(&self) -> Self {
        Self { held: None, ..self.clone() }
    }

    pub(crate) fn ring(&self) {
        if let Some(bell) = &self.bell {
            bell.ring();
        }
    }

    /// Whether this deployment sends mail. Without it no address can be proved.
    #[must_use]
    pub const fn sends_mail(&self) -> bool {
        self.sends_mail
    }

    /// The time now, as the use cases see it.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.parts.store
    }

    pub(crate) fn keyring(&self) -> &Keyring {
        &self.parts.keyring
    }

    pub(crate) fn link_openers(&self) -> &LinkOpeners {
        &self.link_openers
    }

    pub(crate) fn link_budget(&self) -> &LinkBudget {
        &self.link_budget
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.parts.clock
    }

    pub(crate) fn rng(&self) -> Box<dyn CryptoRng + Send> {
        self.parts.randomness.rng()
    }

    pub(crate) fn links(&self) -> &dyn Links {
        &*self.parts.links
    }

    pub(crate) fn sign_in(&self) -> &dyn SignIn {
        &*self.parts.sign_in
    }

    pub(crate) fn collector(&self) -> &dyn Collector {
        &*self.parts.collector
    }
}
