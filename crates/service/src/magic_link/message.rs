//! Between a magic link as the domain has it and the message that is sealed into its URL.

use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::company::Company;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::{ConnectionId, MagicLinkId, SiteId};
use latchstring_domain::invitation::Purpose;
use latchstring_domain::magic_link::{LinkOrigin, MagicLink};
use latchstring_domain::prefill::{Locks, Prefill, ProviderHint};
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::site::Site;
use latchstring_domain::utility::UtilityType;
use latchstring_domain::{Timestamp, Version};
use latchstring_secrets::foreign_link::{ForeignLink, ForeignTarget};
use latchstring_secrets::link_message::{self, LinkMessage, LinkTarget, OpenedLink};
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use uuid::Uuid;

const DATE: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

/// The id of the link that a message is of.
pub(super) const fn link_id(message: &LinkMessage) -> MagicLinkId {
    MagicLinkId::from_uuid(Uuid::from_bytes(message.link_id))
}

/// The message of a link.
pub(super) fn write(link: &MagicLink) -> LinkMessage {
    let (target, prefill) = match &link.purpose {
        Purpose::CreateConnection { prefill, locks } => {
            (LinkTarget::NewConnection, write_prefill(prefill, locks))
        }
        Purpose::EditConnection { connection_id } => {
            (LinkTarget::Connection(connection_id.to_bytes()), link_message::Prefill::default())
        }
    };
    LinkMessage {
        link_id: link.id.to_bytes(),
        company_id: link.company_id.to_bytes(),
        issued_at: link.issued_at.unix_seconds(),
        expires_at: link.expires_at.map(Timestamp::unix_seconds),
        target,
        prefill,
    }
}

fn write_prefill(prefill: &Prefill, locks: &Locks) -> link_message::Prefill {
    let (url, provider_id) = match &prefill.provider {
        Some(ProviderHint::Url(url)) => (Some(url.to_string()), None),
        Some(ProviderHint::Id(id)) => (None, Some(id.to_string())),
        None => (None, None),
    };
    link_message::Prefill {
        url,
        provider_id,
        site_ids: prefill.initial_sites.iter().map(|site| site.to_bytes()).collect(),
        utility_types: prefill.utility_types.iter().map(ToString::to_string).collect(),
        country: prefill.country.map(|country| country.code().to_owned()),
        owner_email: prefill.connection_owner_email.as_ref().map(ToString::to_string),
        collection_start: prefill.data_collection_start_date.and_then(|date| date.format(DATE).ok()),
        locked_fields: locks.iter().map(ToString::to_string).collect(),
    }
}

/// The row of a link that has none, from its message; `None` when the message says times that cannot be.
///
/// A part of the prefill that is not understood is left out: the recipient is then asked for it, and the link opens.
pub(super) fn adopt(opened: &OpenedLink, company: &Company, now: Timestamp) -> Option<MagicLink> {
    let message = &opened.message;
    let purpose = match message.target {
        LinkTarget::NewConnection => new_connection(&message.prefill, Vec::new()),
        LinkTarget::Connection(id) => {
            Purpose::EditConnection { connection_id: ConnectionId::from_uuid(Uuid::from_bytes(id)) }
        }
    };
    let times = Times { issued_at: message.issued_at, expires_at: message.expires_at };
    let (origin, key_id) = (LinkOrigin::Adopted, opened.key_id.to_bytes());
    row(link_id(message), purpose, origin, key_id, times, company, now)
}

/// The row of a link of another system; `None` when it says times that cannot be, or a connection by anything but our
/// id of it.
///
/// The sites are named by our ids or by the external ids of the company's own; others are left out.
pub(super) fn import(
    foreign: &ForeignLink,
    company: &Company,
    sites: &[Site],
    now: Timestamp,
) -> Option<MagicLink> {
    let purpose = match &foreign.target {
        ForeignTarget::NewConnection => {
            let named = |site: &&Site, name: &str| {
                site.id.to_string() == name || site.external_id.as_ref().is_some_and(|id| id.as_str() == name)
            };
            let find = |name: &String| sites.iter().find(|site| named(site, name)).map(|site| site.id);
            new_connection(&foreign.prefill, foreign.sites.iter().filter_map(find).collect())
        }
        ForeignTarget::Connection(id) => Purpose::EditConnection { connection_id: id.parse().ok()? },
    };
    let id = MagicLinkId::from_uuid(Uuid::from_bytes(foreign.link_id));
    let times = Times { issued_at: foreign.issued_at, expires_at: foreign.expires_at };
    row(id, purpose, LinkOrigin::Imported, [0; 4], times, company, now)
}

fn new_connection(prefill: &link_message::Prefill, sites: Vec<SiteId>) -> Purpose {
    let locked = prefill.locked_fields.iter().filter_map(|name| name.parse().ok());
    let mut prefill = read_prefill(prefill);
    prefill.initial_sites.extend(sites);
    let locks = locked.filter(|field| prefill.fills(*field)).collect();
    Purpose::CreateConnection { prefill, locks }
}

/// What a link says of its time, in unix seconds.
struct Times {
    issued_at: i64,
    expires_at: Option<i64>,
}

fn row(
    id: MagicLinkId,
    purpose: Purpose,
    origin: LinkOrigin,
    key_id: [u8; 4],
    times: Times,
    company: &Company,
    now: Timestamp,
) -> Option<MagicLink> {
    let expires_at = match times.expires_at {
        Some(seconds) => Some(time(seconds)?),
        None => None,
    };
    Some(MagicLink {
        id,
        workspace_id: company.workspace_id,
        company_id: company.id,
        purpose,
        origin,
        key_id,
        issued_at: time(times.issued_at)?,
        expires_at,
        use_count: 0,
        revoked_at: None,
        created_by: Actor::new(ActorKind::System, "link-adoption"),
        created_at: now,
        updated_at: now,
        version: Version::FIRST,
    })
}

fn time(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_unix_millis(seconds.checked_mul(1000)?).ok()
}

fn read_prefill(prefill: &link_message::Prefill) -> Prefill {
    let url = prefill.url.as_deref().and_then(|url| ProviderUrl::parse(url).ok()).map(ProviderHint::Url);
    let id = prefill.provider_id.as_deref().and_then(|id| id.parse().ok()).map(ProviderHint::Id);
    Prefill {
        provider: url.or(id),
        initial_sites: prefill.site_ids.iter().map(|id| SiteId::from_uuid(Uuid::from_bytes(*id))).collect(),
        utility_types: prefill
            .utility_types
            .iter()
            .filter_map(|name| name.parse::<UtilityType>().ok())
            .collect(),
        country: prefill.country.as_deref().and_then(|code| code.parse().ok()),
        connection_owner_email: prefill
            .owner_email
            .as_deref()
            .and_then(|text| EmailAddress::parse(text).ok()),
        data_collection_start_date: prefill
            .collection_start
            .as_deref()
            .and_then(|day| Date::parse(day, DATE).ok()),
    }
}

/// The name on the wire of the part of a message that takes most room.
pub(super) fn largest(message: &LinkMessage) -> Option<&'static str> {
    use link_message::PrefillField as Field;
    message.prefill.largest_field().map(|(field, _)| match field {
        Field::Url => "url",
        Field::ProviderId => "datasourceId",
        Field::SiteIds => "initialSites",
        Field::UtilityTypes => "utilityTypes",
        Field::Country => "country",
        Field::OwnerEmail => "connectionOwnerEmail",
        Field::CollectionStart => "dataCollectionStartDate",
        Field::LockedFields => "lock",
    })
}
