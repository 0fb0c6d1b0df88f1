use std::time::Duration;

use latchstring_domain::company::Company;
use latchstring_domain::event::Subject;
use latchstring_domain::id::ConnectionId;
use latchstring_domain::magic_link::MagicLinkStatus;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::prefill::{Locks, Prefill};
use latchstring_domain::text::CompanyName;
use latchstring_service::company::{self, CreateCompany};
use latchstring_service::magic_link::{self, MagicLinkView, MintCompanyLink, MintConnectionLink, Minted};
use latchstring_storage::Events as _;
use secrecy::ExposeSecret as _;

use super::World;

/// A week.
const LIFETIME: Option<Duration> = Some(Duration::from_secs(7 * 24 * 3600));

/// The path of a magic link.
pub(crate) fn address(minted: &Minted) -> String {
    minted.url.expose_secret().to_owned()
}

pub(crate) fn secret(minted: &Minted) -> &str {
    minted.secret.expose_secret()
}

impl World {
    /// A magic link for one new connection that works for a week.
    pub(crate) async fn mint(&self) -> Minted {
        self.mint_with(Prefill::default(), Locks::default()).await
    }

    pub(crate) async fn mint_with(&self, prefill: Prefill, locks: Locks) -> Minted {
        let wish = MintCompanyLink { company_id: self.company.id, prefill, locks, lifetime: LIFETIME };
        magic_link::mint_company_link(&self.ls, &self.caller, wish).await.unwrap()
    }

    /// A magic link to repair this connection that works for a week.
    pub(crate) async fn mint_to_repair(&self, connection_id: ConnectionId) -> Minted {
        let wish = MintConnectionLink { connection_id, company_id: None, lifetime: LIFETIME };
        magic_link::mint_connection_link(&self.ls, &self.caller, wish).await.unwrap()
    }

    pub(crate) async fn kill(&self, minted: &Minted) {
        magic_link::revoke(&self.ls, &self.caller, minted.link.id).await.unwrap();
    }

    /// Kills all of the company's older magic links.
    pub(crate) async fn cut_off(&self) {
        magic_link::cut_off(&self.ls, &self.caller, self.company.id, self.ls.now()).await.unwrap();
    }

    /// The company's magic links, newest first.
    pub(crate) async fn magic_links(&self) -> Vec<MagicLinkView> {
        magic_link::list(&self.ls, &self.caller, self.company.id, None, 100).await.unwrap().items
    }

    /// How many events the company's magic links have.
    pub(crate) async fn stories(&self) -> usize {
        let mut count = 0;
        for view in self.magic_links().await {
            count += self.store.events_of(Subject::MagicLink(view.link.id), 0, 200).await.unwrap().len();
        }
        count
    }

    /// Another company of the workspace.
    pub(crate) async fn neighbour(&self) -> Company {
        let name = CompanyName::parse("Neighbour").unwrap();
        let metadata = Metadata::default();
        let wish = CreateCompany { name, external_id: None, data_collection_start_date: None, metadata };
        company::create(&self.ls, &self.caller, wish).await.unwrap()
    }

    /// How often the company's only magic link was used, and where it stands.
    pub(crate) async fn magic_uses(&self) -> (u32, MagicLinkStatus) {
        let listed = self.magic_links().await;
        assert_eq!(listed.len(), 1);
        (listed[0].link.use_count, listed[0].status)
    }
}
