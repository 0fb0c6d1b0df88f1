use latchstring_domain::actor::Actor;
use latchstring_domain::event::{DataValue, Event, EventBody as Body, EventData, Origin, Subject};
use latchstring_domain::id::RequestId;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::schema::{ActorKindName, EventTypeName};

/// Who did something.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Actor)]
pub(crate) struct ActorBody {
    #[schema(value_type = ActorKindName)]
    kind: &'static str,
    /// Which one of its kind: the id of an API key or of a recipient's session, or a name.
    #[schema(required)]
    id: Option<String>,
    /// The proven e-mail address of a recipient.
    #[schema(required)]
    email: Option<String>,
}

impl From<Actor> for ActorBody {
    fn from(Actor { kind, id, email }: Actor) -> Self {
        Self { kind: kind.as_str(), id, email: email.map(|email| email.to_string()) }
    }
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Event)]
pub(crate) struct EventBody {
    #[schema(format = Uuid)]
    id: String,
    /// Its place among the events of the same thing: 1 for the first, without gaps.
    #[schema(example = 1)]
    sequence: u64,
    #[schema(value_type = EventTypeName)]
    r#type: &'static str,
    #[schema(format = DateTime)]
    occurred_at: String,
    actor: ActorBody,
    /// The address of whoever caused it, after trusted proxies.
    #[schema(required)]
    ip: Option<String>,
    #[schema(required)]
    user_agent: Option<String>,
    /// Whether it looks like a machine's doing, such as a mail scanner following a link.
    automated: bool,
    /// What else there is to say of this type of event: texts, numbers, flags and lists of texts.
    #[schema(value_type = Object)]
    data: Map<String, Value>,
}

/// One thing that happened, and to what.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WorkspaceEvent)]
pub(crate) struct WorkspaceEventBody {
    #[serde(flatten)]
    event: EventBody,
    subject: SubjectBody,
    /// The request that caused it.
    #[schema(required, format = Uuid)]
    request_id: Option<String>,
}

/// What an event is about.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventSubject)]
pub(crate) struct SubjectBody {
    /// `invitation`, `magic-link`, `connection`, `company` or `workspace`.
    #[schema(example = "invitation")]
    r#type: &'static str,
    #[schema(format = Uuid)]
    id: String,
}

impl From<Event> for EventBody {
    fn from(event: Event) -> Self {
        parts(event).0
    }
}

impl From<Event> for WorkspaceEventBody {
    fn from(event: Event) -> Self {
        let (event, subject, request_id) = parts(event);
        let subject = SubjectBody { r#type: subject.kind(), id: subject.uuid().to_string() };
        Self { event, subject, request_id: request_id.map(|id| id.to_string()) }
    }
}

fn parts(event: Event) -> (EventBody, Subject, Option<RequestId>) {
    // The seal is for whoever verifies the log, who needs the key and the canonical bytes too.
    let Event { body, sequence, seal: _, erased: _ } = event;
    let Body { id, workspace_id: _, subject, kind, occurred_at, actor, origin, automated, data } = body;
    let Origin { request_id, ip, user_agent } = origin;
    let event = EventBody {
        id: id.to_string(),
        sequence,
        r#type: kind.as_str(),
        occurred_at: occurred_at.to_string(),
        actor: actor.into(),
        ip: ip.map(|ip| ip.to_string()),
        user_agent,
        automated,
        data: values(&data),
    };
    (event, subject, request_id)
}

fn values(data: &EventData) -> Map<String, Value> {
    let value = |value: &DataValue| match value {
        DataValue::Text(text) => Value::from(text.as_str()),
        DataValue::Integer(number) => Value::from(*number),
        DataValue::Flag(flag) => Value::from(*flag),
        DataValue::List(texts) => Value::from(texts.clone()),
    };
    data.values().iter().map(|(name, of)| (name.clone(), value(of))).collect()
}
