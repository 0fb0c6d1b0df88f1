use std::path::Path;

use latchstring_domain::flow::Schema;
use latchstring_domain::key::ConnectorKey;
use latchstring_service::flow::{self, CreateFlow, CreateFlowError, FlowChanges, UpdateFlowError};

use super::input;
use super::session::Session;
use crate::args::{FlowCommand, FlowUpdate, NewFlow};
use crate::document::{self, Mistakes, Spot, Strangers};
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::shape::{DeletedFlow, FlowList, FlowShape};

pub(super) async fn run(session: &Session, command: FlowCommand) -> Result<Answer, Problem> {
    let caller = session.caller().await?;
    match command {
        FlowCommand::Create(NewFlow { name, key, connector, schema }) => {
            let schema = schema.as_deref().map(read_schema).transpose()?;
            let wish = CreateFlow { key, name, connectors: connector.clone(), schema };
            let made = flow::create(&session.ls, &caller, wish).await.map_err(|error| match error {
                CreateFlowError::UnknownConnectors(places) => unknown_connectors(&connector, &places),
                other => other.into(),
            })?;
            Answer::new(&FlowShape::from(made))
        }
        FlowCommand::List => {
            let flows = flow::list(&session.ls, &caller).await?;
            Answer::new(&FlowList { flows: flows.into_iter().map(FlowShape::from).collect() })
        }
        FlowCommand::Show { flow } => {
            Answer::new(&FlowShape::from(flow::get(&session.ls, &caller, &flow).await?))
        }
        FlowCommand::Update(FlowUpdate { flow, name, connector, schema, no_schema }) => {
            let schema = match schema {
                Some(file) => Some(Some(read_schema(&file)?)),
                None => no_schema.then_some(None),
            };
            let connectors = (!connector.is_empty()).then(|| connector.clone());
            let wish = FlowChanges { name, connectors, schema };
            let changed =
                flow::update(&session.ls, &caller, &flow, wish).await.map_err(|error| match error {
                    UpdateFlowError::UnknownConnectors(places) => unknown_connectors(&connector, &places),
                    other => other.into(),
                })?;
            Answer::new(&FlowShape::from(changed))
        }
        FlowCommand::Delete { flow } => {
            let found = flow::get(&session.ls, &caller, &flow).await?.flow;
            flow::delete(&session.ls, &caller, &flow).await?;
            Answer::new(&DeletedFlow { id: found.id.to_string(), key: found.key.to_string() })
        }
    }
}

fn read_schema(file: &Path) -> Result<Schema, Problem> {
    let (node, mut mistakes) = (input::read(file)?, Mistakes::default());
    let read = document::schema(&Spot::root(&node), Strangers::Refused, &mut mistakes);
    mistakes.unless_any(read).map_err(|all| {
        let lines: String = all.iter().map(|mistake| format!("\n  {mistake}")).collect();
        let name = input::name(file);
        Problem::usage(format!("--schema: {name} is no schema, nothing was changed:{lines}"))
    })
}

fn unknown_connectors(named: &[ConnectorKey], places: &[usize]) -> Problem {
    let unknown: Vec<&str> =
        places.iter().filter_map(|place| named.get(*place)).map(ConnectorKey::as_str).collect();
    let said = format!(
        "--connector: not in the catalog: {}; `admin-cli connector list` shows what there is",
        unknown.join(", ")
    );
    Problem::new(Exit::NotFound, said)
}
