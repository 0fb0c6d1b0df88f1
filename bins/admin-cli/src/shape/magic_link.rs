use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::invitation::{NotUsable, Purpose};
use latchstring_domain::magic_link::{MagicLink, MagicLinkStatus};
use latchstring_domain::prefill::Locks;
use latchstring_service::magic_link::{Inspection, MagicLinkView, Minted};
use secrecy::ExposeSecret as _;
use serde::Serialize;

use super::event::{self, ActorShape};
use super::prefill::PrefillShape;
use crate::output::{Block, Shape};

/// A magic link, in the API's shape.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MagicLinkShape {
    id: String,
    invitation_type: &'static str,
    status: &'static str,
    company_id: String,
    connection_id: Option<String>,
    origin: &'static str,
    key_id: String,
    issued_at: String,
    expires_at: Option<String>,
    use_count: u32,
    revoked_at: Option<String>,
    created_by: ActorShape,
    prefill: PrefillShape,
    lock: Vec<&'static str>,
}

impl From<MagicLinkView> for MagicLinkShape {
    fn from(MagicLinkView { link, status }: MagicLinkView) -> Self {
        Self::new(link, status)
    }
}

impl MagicLinkShape {
    fn new(link: MagicLink, status: MagicLinkStatus) -> Self {
        let invitation_type = link.purpose.as_str();
        let MagicLink {
            id,
            workspace_id: _,
            company_id,
            purpose,
            origin,
            key_id,
            issued_at,
            expires_at,
            use_count,
            revoked_at,
            created_by,
            created_at: _,
            updated_at: _,
            version: _,
        } = link;
        let (prefill, lock, connection_id) = match purpose {
            Purpose::CreateConnection { prefill, locks } => (prefill.into(), locks, None),
            Purpose::EditConnection { connection_id } => {
                (PrefillShape::default(), Locks::new(), Some(connection_id))
            }
        };
        Self {
            id: id.to_string(),
            invitation_type,
            status: status.as_str(),
            company_id: company_id.to_string(),
            connection_id: connection_id.map(|id| id.to_string()),
            origin: origin.as_str(),
            key_id: format!("{:08x}", u32::from_be_bytes(key_id)),
            issued_at: issued_at.to_string(),
            expires_at: expires_at.map(|at| at.to_string()),
            use_count,
            revoked_at: revoked_at.map(|at| at.to_string()),
            created_by: created_by.into(),
            prefill,
            lock: lock.iter().map(|field| field.as_str()).collect(),
        }
    }

    fn expires(&self) -> String {
        self.expires_at.clone().unwrap_or_else(|| "never".to_owned())
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![
            ("id", self.id.clone()),
            ("type", self.invitation_type.to_owned()),
            ("status", self.status.to_owned()),
            ("company", self.company_id.clone()),
            ("uses", self.use_count.to_string()),
            ("issued", self.issued_at.clone()),
            ("expires", self.expires()),
            ("key", self.key_id.clone()),
            ("origin", format!("{} by {}", self.origin, self.created_by.words())),
        ];
        let optional = [("connection", self.connection_id.clone().unwrap_or_default())]
            .into_iter()
            .chain(self.prefill.facts())
            .chain([
                ("locked", self.lock.join(" ")),
                ("revoked", self.revoked_at.clone().unwrap_or_default()),
            ]);
        facts.extend(optional.filter(|(_, value)| !value.is_empty()));
        facts
    }
}

impl Shape for MagicLinkShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Facts(self.facts())]
    }
}

/// A magic link that was minted just now, the secret included.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewMagicLinkShape {
    #[serde(flatten)]
    link: MagicLinkShape,
    public_company_id: String,
    magic_link_secret: String,
    magic_link_url: String,
}

impl NewMagicLinkShape {
    pub(crate) fn new(Minted { link, company, secret, url }: Minted, now: Timestamp) -> Self {
        let status = link.status(&company, now);
        Self {
            link: MagicLinkShape::new(link, status),
            public_company_id: company.public_id.to_string(),
            magic_link_secret: secret.expose_secret().to_owned(),
            magic_link_url: url.expose_secret().to_owned(),
        }
    }
}

impl Shape for NewMagicLinkShape {
    fn blocks(&self) -> Vec<Block> {
        vec![
            Block::Line(self.magic_link_url.clone()),
            Block::Line("Hand it on now: it is not shown again.".to_owned()),
            Block::Facts(self.link.facts()),
        ]
    }
}

/// Magic links, newest first; `next` is what to list after when there are more.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MagicLinkList {
    pub(crate) magic_links: Vec<MagicLinkShape>,
    pub(crate) next: Option<String>,
}

impl Shape for MagicLinkList {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &MagicLinkShape| {
            vec![
                one.id.clone(),
                one.invitation_type.to_owned(),
                one.status.to_owned(),
                one.use_count.to_string(),
                one.expires(),
                one.key_id.clone(),
                one.issued_at.clone(),
            ]
        };
        let table = Block::Table {
            head: &["ID", "TYPE", "STATUS", "USES", "EXPIRES", "KEY", "ISSUED"],
            rows: self.magic_links.iter().map(row).collect(),
            none: "No magic link.",
        };
        event::with_next(table, self.next.as_ref())
    }
}

/// What a secret holds, and what becomes of somebody who opens it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InspectionShape {
    #[serde(flatten)]
    link: MagicLinkShape,
    is_known: bool,
    refused_because: Option<String>,
}

impl From<Inspection> for InspectionShape {
    fn from(Inspection { link, has_row, usable }: Inspection) -> Self {
        let status = match usable {
            Ok(()) => MagicLinkStatus::Active,
            Err(NotUsable::Revoked { .. }) => MagicLinkStatus::Revoked,
            Err(NotUsable::Fulfilled) => MagicLinkStatus::Fulfilled,
            Err(NotUsable::Expired { .. }) => MagicLinkStatus::Expired,
        };
        Self {
            link: MagicLinkShape::new(link, status),
            is_known: has_row,
            refused_because: usable.err().map(|why| why.to_string()),
        }
    }
}

impl Shape for InspectionShape {
    fn blocks(&self) -> Vec<Block> {
        let verdict = match &self.refused_because {
            None => "Genuine, and works.".to_owned(),
            Some(why) => format!("Genuine, and does not work: {why}."),
        };
        let known = if self.is_known { "in the list" } else { "not in the list until it is opened" };
        let mut facts = self.link.facts();
        facts.push(("known", known.to_owned()));
        vec![Block::Line(verdict), Block::Facts(facts)]
    }
}

/// A company whose links were cut off.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CutOffShape {
    company_id: String,
    public_company_id: String,
    links_not_before: Option<String>,
    #[serde(skip)]
    name: String,
}

impl From<Company> for CutOffShape {
    fn from(company: Company) -> Self {
        Self {
            company_id: company.id.to_string(),
            public_company_id: company.public_id.to_string(),
            links_not_before: company.links_not_before.map(|at| at.to_string()),
            name: company.name.to_string(),
        }
    }
}

impl Shape for CutOffShape {
    fn blocks(&self) -> Vec<Block> {
        let time = self.links_not_before.as_deref().unwrap_or("-");
        vec![Block::Line(format!(
            "All magic links of {} that were minted before {time} are dead.",
            self.name
        ))]
    }
}
