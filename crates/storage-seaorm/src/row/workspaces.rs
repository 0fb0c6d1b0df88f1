use std::collections::BTreeMap;
use std::time::Duration;

use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::key::EnvironmentKey;
use latchstring_domain::mfa::MfaDomain;
use latchstring_domain::notice::{Notice, Notices};
use latchstring_domain::reminder::{Days, Reminders};
use latchstring_domain::retention::{Kept, KeptDays, Retention};
use latchstring_domain::text::WorkspaceName;
use latchstring_domain::web_origin::WebOrigin;
use latchstring_domain::workspace::{ExpiryPolicy, InboundKey, ReturnKey, TrustedSites, Workspace};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row, json};
use crate::entity::workspaces::Model;

#[derive(Serialize, Deserialize)]
struct ExpiryRow {
    default: Option<Duration>,
    ceiling: Option<Duration>,
}

/// What can be set beside the rest. What an older program did not write has its default.
#[derive(Serialize, Deserialize)]
struct SettingsRow {
    #[serde(default)]
    embed: Vec<String>,
    #[serde(default)]
    back: Vec<String>,
    #[serde(default)]
    reconnects: bool,
    #[serde(default)]
    return_key: Option<ReturnKeyRow>,
    #[serde(default)]
    mfa_domain: Option<String>,
    #[serde(default)]
    inbound_key: Option<ReturnKeyRow>,
    notices: Option<NoticesRow>,
    #[serde(default)]
    reminders: RemindersRow,
    #[serde(default)]
    mail_from: Option<String>,
    /// Days by the name of what is kept.
    #[serde(default)]
    retention: BTreeMap<String, u16>,
}

/// In days.
#[derive(Default, Serialize, Deserialize)]
struct RemindersRow {
    after: Option<u16>,
    before_expiry: Option<u16>,
}

impl RemindersRow {
    fn write(Reminders { after, before_expiry }: Reminders) -> Self {
        Self { after: after.map(Days::get), before_expiry: before_expiry.map(Days::get) }
    }

    fn read(&self, row: &Row) -> Result<Reminders> {
        let days =
            |days: Option<u16>| days.map(|days| row.ok("settings", Days::new(days.into()))).transpose();
        Ok(Reminders { after: days(self.after)?, before_expiry: days(self.before_expiry)? })
    }
}

#[derive(Serialize, Deserialize)]
struct NoticesRow {
    to: Option<String>,
    of: Vec<String>,
    locale: Option<String>,
}

impl NoticesRow {
    fn write(Notices { to, of, locale }: &Notices) -> Self {
        Self {
            to: to.as_ref().map(|to| to.as_str().to_owned()),
            of: of.iter().map(Notice::to_string).collect(),
            locale: locale.clone(),
        }
    }

    fn read(self, row: &Row) -> Result<Notices> {
        let to = self.to.map(|to| row.ok("settings", EmailAddress::parse(&to))).transpose()?;
        let of = self.of.iter().map(|name| name.parse()).collect();
        Ok(Notices { to, of: row.ok("settings", of)?, locale: self.locale })
    }
}

#[derive(Serialize, Deserialize)]
struct ReturnKeyRow {
    key_id: [u8; 4],
    generation: u32,
}

impl SettingsRow {
    fn write(value: &Workspace) -> Self {
        let texts = |origins: &[WebOrigin]| origins.iter().map(WebOrigin::to_string).collect();
        let TrustedSites { embed, back } = &value.sites;
        let return_key =
            value.return_key.map(|ReturnKey { key_id, generation }| ReturnKeyRow { key_id, generation });
        let inbound_key =
            value.inbound_key.map(|InboundKey { key_id, generation }| ReturnKeyRow { key_id, generation });
        Self {
            embed: texts(embed),
            back: texts(back),
            reconnects: value.reconnects,
            return_key,
            mfa_domain: value.mfa_domain.as_ref().map(MfaDomain::to_string),
            inbound_key,
            notices: Some(NoticesRow::write(&value.notices)),
            reminders: RemindersRow::write(value.reminders),
            mail_from: value.mail_from.as_ref().map(|from| from.as_str().to_owned()),
            retention: days(&value.retention),
        }
    }

    fn retention(&self, row: &Row) -> Result<Retention> {
        let mut retention = Retention::default();
        for (name, days) in &self.retention {
            let kept: Kept = row.parse("settings", name)?;
            retention.set(kept, Some(row.ok("settings", KeptDays::new(kept, (*days).into()))?));
        }
        Ok(retention)
    }

    fn sites(&self, row: &Row) -> Result<TrustedSites> {
        let origins =
            |texts: &[String]| row.ok("settings", texts.iter().map(|text| WebOrigin::parse(text)).collect());
        Ok(TrustedSites { embed: origins(&self.embed)?, back: origins(&self.back)? })
    }
}

fn days(retention: &Retention) -> BTreeMap<String, u16> {
    let said = |kept: &Kept| retention.of(*kept).map(|days| (kept.to_string(), days.get()));
    Kept::ALL.iter().filter_map(said).collect()
}

pub(crate) fn write(value: &Workspace) -> Result<Model> {
    let ExpiryPolicy { default, ceiling } = value.expiry;
    Ok(Model {
        id: value.id.as_uuid(),
        name: value.name.as_str().to_owned(),
        environment: value.environment.as_ref().map(EnvironmentKey::to_string),
        mode: value.mode.as_str().to_owned(),
        expiry: json(&ExpiryRow { default, ceiling })?,
        settings: json(&SettingsRow::write(value))?,
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<Workspace> {
    let row = Row::new("workspaces", model.id);
    let ExpiryRow { default, ceiling } = row.json("expiry", &model.expiry)?;
    let settings: SettingsRow = row.json("settings", &model.settings)?;
    Ok(Workspace {
        id: WorkspaceId::from_uuid(model.id),
        name: row.ok("name", WorkspaceName::parse(&model.name))?,
        environment: row.optional("environment", model.environment, |text| text.parse())?,
        mode: row.parse("mode", &model.mode)?,
        expiry: ExpiryPolicy { default, ceiling },
        sites: settings.sites(&row)?,
        reconnects: settings.reconnects,
        reminders: settings.reminders.read(&row)?,
        retention: settings.retention(&row)?,
        mail_from: row.optional("settings", settings.mail_from, |text| EmailAddress::parse(&text))?,
        notices: match settings.notices {
            Some(notices) => notices.read(&row)?,
            None => Notices::default(),
        },
        return_key: settings
            .return_key
            .map(|ReturnKeyRow { key_id, generation }| ReturnKey { key_id, generation }),
        mfa_domain: row.optional("settings", settings.mfa_domain, |text| MfaDomain::parse(&text))?,
        inbound_key: settings
            .inbound_key
            .map(|ReturnKeyRow { key_id, generation }| InboundKey { key_id, generation }),
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}
