use std::time::Duration;

use latchstring_domain::id::ConnectionId;
use latchstring_domain::prefill::{Locks, Prefill};
use latchstring_secrets::link_message::{LinkMessage, LinkTarget, seal_link};
use latchstring_service::flow_session::{self, FlowPass, MagicSecret, Presented};
use latchstring_service::magic_link::{
    self, LinkKind, MagicLinkView, MintCompanyLink, MintConnectionLink, MintError, Minted,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use secrecy::ExposeSecret as _;

use super::{PASSWORD, USERNAME, World, origin};

/// What a recipient presents who opens this link.
pub(crate) fn magic(minted: &Minted) -> Presented<'_> {
    let kind = LinkKind::of(&minted.link.purpose);
    let public_company_id = minted.company.public_id.as_str();
    Presented::MagicLink(MagicSecret { kind, public_company_id, secret: secret(minted) })
}

pub(crate) fn secret(minted: &Minted) -> &str {
    minted.secret.expose_secret()
}

impl World {
    pub(crate) fn mint_wish(&self, prefill: Prefill) -> MintCompanyLink {
        MintCompanyLink { company_id: self.company.id, prefill, locks: Locks::default(), lifetime: None }
    }

    /// A link that makes a connection, for ever.
    pub(crate) async fn mint(&self) -> Minted {
        self.try_mint(self.mint_wish(Prefill::default())).await.unwrap()
    }

    /// The same, for so many seconds.
    pub(crate) async fn mint_for(&self, seconds: u64) -> Minted {
        let lifetime = Some(Duration::from_secs(seconds));
        let wish = MintCompanyLink { lifetime, ..self.mint_wish(Prefill::default()) };
        self.try_mint(wish).await.unwrap()
    }

    pub(crate) async fn try_mint(&self, wish: MintCompanyLink) -> Result<Minted, MintError> {
        magic_link::mint_company_link(&self.ls, &self.caller, wish).await
    }

    pub(crate) async fn mint_to_repair(&self, connection_id: ConnectionId) -> Minted {
        let wish = MintConnectionLink { connection_id, company_id: None, lifetime: None };
        magic_link::mint_connection_link(&self.ls, &self.caller, wish).await.unwrap()
    }

    pub(crate) async fn open_magic(&self, minted: &Minted) -> FlowPass {
        flow_session::open(&self.ls, magic(minted), &origin(10)).await.unwrap().pass
    }

    /// A session through a link that makes a connection, which lacks only its submission.
    pub(crate) async fn ready_magic(&self, minted: &Minted) -> FlowPass {
        let pass = self.open_magic(minted).await;
        self.walk_on(&pass, USERNAME).await;
        pass
    }

    /// A session through a link that repairs a connection, which keeps its sites and lacks only its submission.
    pub(crate) async fn ready_repair(&self, minted: &Minted) -> FlowPass {
        let pass = self.open_magic(minted).await;
        self.sign_in(&pass, USERNAME, PASSWORD).await;
        let broken = flow_session::view(&self.ls, &pass).await.unwrap().repaired.unwrap();
        let (sites, types) = (&broken.initial_sites, &broken.utility_types);
        flow_session::choose_sites(&self.ls, &pass, sites, types).await.unwrap();
        pass
    }

    /// The company's magic links, newest first.
    pub(crate) async fn magic_links(&self) -> Vec<MagicLinkView> {
        let listed = magic_link::list(&self.ls, &self.caller, self.company.id, None, 500).await.unwrap();
        assert_eq!((listed.next, listed.numbered), (None, None));
        listed.items
    }

    /// A genuine message that nobody here has minted, of a link that makes a connection.
    pub(crate) fn message(&self) -> LinkMessage {
        LinkMessage {
            link_id: [0x5a; 16],
            company_id: self.company.id.to_bytes(),
            issued_at: self.now().unix_seconds(),
            expires_at: None,
            target: LinkTarget::NewConnection,
            prefill: Default::default(),
        }
    }

    /// The secret of a message, sealed for the company as whoever has the keyring would.
    pub(crate) fn seal(&self, message: &LinkMessage) -> String {
        let mut rng = ChaCha20Rng::seed_from_u64(77);
        seal_link(&self.keyring, self.company.public_id.as_str(), message, &mut rng).unwrap()
    }

    /// What somebody presents who has this secret of a link of the company.
    pub(crate) fn with_secret<'a>(&'a self, kind: LinkKind, secret: &'a str) -> Presented<'a> {
        let public_company_id = self.company.public_id.as_str();
        Presented::MagicLink(MagicSecret { kind, public_company_id, secret })
    }
}
