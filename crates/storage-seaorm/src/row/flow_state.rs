//! How far a recipient got, as one JSON column: what belongs to one state is in no other.

use latchstring_domain::Timestamp;
use latchstring_domain::country::Country;
use latchstring_domain::flow_session::{FieldsToMap, FlowState, ProviderChoice, SignedIn, SiteChoice};
use latchstring_domain::id::{FlowId, SiteId};
use latchstring_domain::mfa::ForwardingStep;
use latchstring_domain::sealed::SealedCredentials;
use latchstring_domain::sign_in::{Challenge, ChallengeOption};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row};
use super::schema::{MappingRow, SchemaRow};
use super::sealed::{SealedFields, SealedText};

const COLUMN: &str = "state";

#[derive(Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub(super) enum FlowStateRow {
    Opened,
    ProviderChosen {
        provider: ChoiceRow,
    },
    Challenged {
        provider: ChoiceRow,
        challenge: ChallengeRow,
        held: SealedText,
    },
    SignedIn {
        signed_in: SignedInRow,
    },
    SitesChosen {
        signed_in: SignedInRow,
        #[serde(flatten)]
        sites: SitesRow,
    },
    FieldsMapped {
        signed_in: SignedInRow,
        #[serde(flatten)]
        sites: SitesRow,
        mapping: MappingRow,
    },
    Submitted {
        millis: i64,
    },
}

#[derive(Serialize, Deserialize)]
pub(super) struct ChoiceRow {
    provider_id: String,
    country: Option<String>,
    // Absent from what was written before there were flows.
    #[serde(default)]
    flow_id: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SitesRow {
    sites: Vec<String>,
    utility_types: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SignedInRow {
    provider: ChoiceRow,
    data_key: SealedText,
    fields: SealedFields,
    verified: bool,
    // Absent from what was written before there were flows.
    #[serde(default)]
    to_map: Option<ToMapRow>,
    // Absent from what was written before codes were forwarded.
    #[serde(default)]
    forwarding: ForwardingRow,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(super) enum ForwardingRow {
    #[default]
    NotAsked,
    Asked {
        arrived_millis: Option<i64>,
    },
    Answered {
        answer: String,
    },
}

#[derive(Serialize, Deserialize)]
pub(super) struct ToMapRow {
    target: SchemaRow,
    source: SchemaRow,
    suggested: MappingRow,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum ChallengeRow {
    Code {
        sent_to: String,
        attempts_left: Option<u8>,
        // Absent from what was written before a code could be asked for another way.
        #[serde(default)]
        other_ways: bool,
    },
    Choice {
        options: Vec<(String, String)>,
    },
    Question {
        text: String,
        attempts_left: Option<u8>,
    },
    NewPassword {
        rules: Option<String>,
    },
    Redirect {
        url: String,
    },
}

impl FlowStateRow {
    pub(super) fn write(state: &FlowState) -> Self {
        match state {
            FlowState::Opened => Self::Opened,
            FlowState::ProviderChosen(provider) => Self::ProviderChosen { provider: choice(*provider) },
            FlowState::Challenged { provider, challenge, held } => Self::Challenged {
                provider: choice(*provider),
                challenge: ChallengeRow::write(challenge),
                held: SealedText::write(held),
            },
            FlowState::SignedIn(signed_in) => Self::SignedIn { signed_in: SignedInRow::write(signed_in) },
            FlowState::SitesChosen { signed_in, sites } => {
                Self::SitesChosen { signed_in: SignedInRow::write(signed_in), sites: SitesRow::write(sites) }
            }
            FlowState::FieldsMapped { signed_in, sites, mapping } => Self::FieldsMapped {
                signed_in: SignedInRow::write(signed_in),
                sites: SitesRow::write(sites),
                mapping: MappingRow::write(mapping),
            },
            FlowState::Submitted { at } => Self::Submitted { millis: at.unix_millis() },
        }
    }

    pub(super) fn read(self, row: &Row) -> Result<FlowState> {
        Ok(match self {
            Self::Opened => FlowState::Opened,
            Self::ProviderChosen { provider } => FlowState::ProviderChosen(provider.read(row)?),
            Self::Challenged { provider, challenge, held } => FlowState::Challenged {
                provider: provider.read(row)?,
                challenge: challenge.read(),
                held: held.read(row, COLUMN)?,
            },
            Self::SignedIn { signed_in } => FlowState::SignedIn(signed_in.read(row)?),
            Self::SitesChosen { signed_in, sites } => {
                FlowState::SitesChosen { signed_in: signed_in.read(row)?, sites: sites.read(row)? }
            }
            Self::FieldsMapped { signed_in, sites, mapping } => FlowState::FieldsMapped {
                signed_in: signed_in.read(row)?,
                sites: sites.read(row)?,
                mapping: mapping.read(row, COLUMN)?,
            },
            Self::Submitted { millis } => FlowState::Submitted { at: row.time(COLUMN, millis)? },
        })
    }
}

fn choice(value: ProviderChoice) -> ChoiceRow {
    ChoiceRow {
        provider_id: value.provider_id.to_string(),
        country: value.country.map(|country: Country| country.code().to_owned()),
        flow_id: value.flow_id.as_ref().map(FlowId::to_string),
    }
}

impl ChoiceRow {
    fn read(self, row: &Row) -> Result<ProviderChoice> {
        Ok(ProviderChoice {
            provider_id: row.parse(COLUMN, &self.provider_id)?,
            country: row.optional(COLUMN, self.country, |code| code.parse())?,
            flow_id: row.optional(COLUMN, self.flow_id, |id| id.parse())?,
        })
    }
}

impl SitesRow {
    fn write(value: &SiteChoice) -> Self {
        Self {
            sites: value.sites().iter().map(SiteId::to_string).collect(),
            utility_types: value.utility_types().iter().map(ToString::to_string).collect(),
        }
    }

    fn read(self, row: &Row) -> Result<SiteChoice> {
        let Self { sites, utility_types } = self;
        Ok(SiteChoice::from_stored(
            row.ok(COLUMN, sites.iter().map(|id| id.parse()).collect())?,
            row.ok(COLUMN, utility_types.iter().map(|name| name.parse()).collect())?,
        ))
    }
}

impl ToMapRow {
    fn write(value: &FieldsToMap) -> Self {
        let FieldsToMap { target, source, suggested } = value;
        Self {
            target: SchemaRow::write(target),
            source: SchemaRow::write(source),
            suggested: MappingRow::write(suggested),
        }
    }

    fn read(self, row: &Row) -> Result<FieldsToMap> {
        Ok(FieldsToMap {
            target: self.target.read(row, COLUMN)?,
            source: self.source.read(row, COLUMN)?,
            suggested: self.suggested.read(row, COLUMN)?,
        })
    }
}

impl SignedInRow {
    fn write(value: &SignedIn) -> Self {
        Self {
            provider: choice(value.provider),
            data_key: SealedText::write(&value.credentials.data_key),
            fields: SealedFields::write(&value.credentials),
            verified: value.verified,
            to_map: value.to_map.as_ref().map(ToMapRow::write),
            forwarding: ForwardingRow::write(value.forwarding),
        }
    }

    fn read(self, row: &Row) -> Result<SignedIn> {
        Ok(SignedIn {
            provider: self.provider.read(row)?,
            credentials: SealedCredentials {
                data_key: self.data_key.read(row, COLUMN)?,
                fields: self.fields.read(row, COLUMN)?,
            },
            verified: self.verified,
            to_map: self.to_map.map(|to_map| to_map.read(row)).transpose()?,
            forwarding: self.forwarding.read(row)?,
        })
    }
}

impl ForwardingRow {
    fn write(value: ForwardingStep) -> Self {
        match value {
            ForwardingStep::NotAsked => Self::NotAsked,
            ForwardingStep::Asked { arrived_at } => {
                Self::Asked { arrived_millis: arrived_at.map(Timestamp::unix_millis) }
            }
            ForwardingStep::Answered(answer) => Self::Answered { answer: answer.as_str().to_owned() },
        }
    }

    fn read(self, row: &Row) -> Result<ForwardingStep> {
        Ok(match self {
            Self::NotAsked => ForwardingStep::NotAsked,
            Self::Asked { arrived_millis } => {
                ForwardingStep::Asked { arrived_at: row.optional_time(COLUMN, arrived_millis)? }
            }
            Self::Answered { answer } => ForwardingStep::Answered(row.parse(COLUMN, &answer)?),
        })
    }
}

impl ChallengeRow {
    fn write(challenge: &Challenge) -> Self {
        match challenge.clone() {
            Challenge::Code { sent_to, attempts_left, other_ways } => {
                Self::Code { sent_to, attempts_left, other_ways }
            }
            Challenge::Choice { options } => Self::Choice {
                options: options.into_iter().map(|option| (option.key, option.label)).collect(),
            },
            Challenge::Question { text, attempts_left } => Self::Question { text, attempts_left },
            Challenge::NewPassword { rules } => Self::NewPassword { rules },
            Challenge::Redirect { url } => Self::Redirect { url },
        }
    }

    fn read(self) -> Challenge {
        match self {
            Self::Code { sent_to, attempts_left, other_ways } => {
                Challenge::Code { sent_to, attempts_left, other_ways }
            }
            Self::Choice { options } => {
                let option = |(key, label)| ChallengeOption { key, label };
                Challenge::Choice { options: options.into_iter().map(option).collect() }
            }
            Self::Question { text, attempts_left } => Challenge::Question { text, attempts_left },
            Self::NewPassword { rules } => Challenge::NewPassword { rules },
            Self::Redirect { url } => Challenge::Redirect { url },
        }
    }
}
