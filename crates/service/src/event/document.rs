use std::fmt::Write as _;

use latchstring_domain::event::{DataValue, Event, EventData, ExportFormat};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::Failure;

/// The columns of a table of events.
const COLUMNS: [&str; 14] = [
    "id",
    "occurredAt",
    "type",
    "subjectType",
    "subjectId",
    "sequence",
    "actorKind",
    "actorId",
    "actorEmail",
    "ip",
    "userAgent",
    "requestId",
    "automated",
    "data",
];

/// An event as `GET /event` has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    id: String,
    sequence: u64,
    r#type: &'static str,
    occurred_at: String,
    actor: ActorLine<'a>,
    ip: Option<String>,
    user_agent: Option<&'a str>,
    automated: bool,
    data: Map<String, Value>,
    subject: SubjectLine,
    request_id: Option<String>,
}

#[derive(Serialize)]
struct ActorLine<'a> {
    kind: &'static str,
    id: Option<&'a str>,
    email: Option<&'a str>,
}

#[derive(Serialize)]
struct SubjectLine {
    r#type: &'static str,
    id: String,
}

/// What stands before the first event of an export: the names of the columns, where there are columns.
///
/// # Errors
/// [`Failure::Defect`].
pub fn head(format: ExportFormat) -> Result<String, Failure> {
    match format {
        ExportFormat::JsonLines => Ok(String::new()),
        ExportFormat::Csv => row(COLUMNS),
    }
}

/// One event of an export, with the end of its line. What a terminal or a spreadsheet would obey is written so that it does
/// not, however it got into a user agent or a name.
///
/// # Errors
/// [`Failure::Defect`].
pub fn line(format: ExportFormat, event: &Event) -> Result<String, Failure> {
    let line = Line::of(event);
    match format {
        ExportFormat::JsonLines => {
            let json = serde_json::to_string(&line).map_err(|_| Failure::Defect("an event is no JSON"))?;
            Ok(json_neutral(&json) + "\n")
        }
        ExportFormat::Csv => {
            let data = serde_json::to_string(&line.data).map_err(|_| Failure::Defect("data are no JSON"))?;
            let or_empty = |value: Option<&str>| cell(value.unwrap_or_default());
            row([
                line.id,
                line.occurred_at,
                line.r#type.to_owned(),
                line.subject.r#type.to_owned(),
                line.subject.id,
                line.sequence.to_string(),
                line.actor.kind.to_owned(),
                or_empty(line.actor.id),
                or_empty(line.actor.email),
                or_empty(line.ip.as_deref()),
                or_empty(line.user_agent),
                or_empty(line.request_id.as_deref()),
                line.automated.to_string(),
                cell(&data),
            ])
        }
    }
}

impl<'a> Line<'a> {
    fn of(event: &'a Event) -> Self {
        let body = &event.body;
        Self {
            id: body.id.to_string(),
            sequence: event.sequence,
            r#type: body.kind.as_str(),
            occurred_at: body.occurred_at.to_string(),
            actor: ActorLine {
                kind: body.actor.kind.as_str(),
                id: body.actor.id.as_deref(),
                email: body.actor.email.as_ref().map(latchstring_domain::email::EmailAddress::as_str),
            },
            ip: body.origin.ip.map(|ip| ip.to_string()),
            user_agent: body.origin.user_agent.as_deref(),
            automated: body.automated,
            data: values(&body.data),
            subject: SubjectLine { r#type: body.subject.kind(), id: body.subject.uuid().to_string() },
            request_id: body.origin.request_id.map(|id| id.to_string()),
        }
    }
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

fn row<T: AsRef<[u8]>>(cells: impl IntoIterator<Item = T>) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).map_err(|_| Failure::Defect("a line of CSV cannot be written"))?;
    let bytes = writer.into_inner().map_err(|_| Failure::Defect("a line of CSV cannot be written"))?;
    String::from_utf8(bytes).map_err(|_| Failure::Defect("a line of CSV is no text"))
}

/// A cell that is a text in every spreadsheet and on one line: an apostrophe comes before what would begin a formula. The
/// cells of ours that begin otherwise, such as ids, need none.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        if acts(c) { cell.extend(c.escape_unicode()) } else { cell.push(c) }
    }
    // Excel takes the full-width forms for the same.
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula { format!("'{cell}") } else { cell }
}

/// The same document with everything escaped that acts; outside of its strings there is nothing such.
fn json_neutral(json: &str) -> String {
    let mut neutral = String::with_capacity(json.len());
    for c in json.chars() {
        if acts(c) {
            // All of them lie in the first plane, so each is one escape.
            let _ = write!(neutral, "\\u{:04x}", u32::from(c));
        } else {
            neutral.push(c);
        }
    }
    neutral
}

/// Whether a terminal might obey the character, or lay out the line by it.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t161_no_cell_is_a_formula_and_none_leaves_its_line() {
        for evil in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert!(cell(evil).starts_with('\''), "{evil:?}");
        }
        assert_eq!(cell("a\r\nb\u{1b}[2J\u{202e}"), "a\\u{d}\\u{a}b\\u{1b}[2J\\u{202e}");
        for plain in ["", "Mozilla/5.0 (X11)", "a=b", "jane@example.org"] {
            assert_eq!(cell(plain), plain);
        }
        assert_eq!(row(["a,b", "say \"x\"", "c"]).unwrap(), "\"a,b\",\"say \"\"x\"\"\",c\n");
    }

    #[test]
    fn t161_a_line_of_json_says_the_same_without_what_acts() {
        let value = serde_json::json!({ "\u{1b}": "\u{9b}2J\u{202e}\n\u{7f}" });
        let line = json_neutral(&value.to_string());
        assert!(!line.chars().any(acts), "{line:?}");
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
