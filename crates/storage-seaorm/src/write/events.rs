use latchstring_domain::event::Event;
use latchstring_storage::{Refusal, StorageError};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, IntoActiveModel as _, Iterable as _};

use super::rows;
use super::step::{Planned, Step, Steps};
use crate::entity::events::{Column, Entity, Model};
use crate::row;

/// The first event of a subject is inserted as it is: the unique index on its place decides. A later one is inserted
/// only where the event before it stands, in the same statement.
pub(super) fn append(to: &mut Steps, event: &Event) -> Planned {
    if event.sequence == 0 || i64::try_from(event.sequence).is_err() {
        return Err(Refusal::Stale.into());
    }
    let model = row::events::write(event)?;
    if model.sequence == 1 {
        return rows::insert::<Entity>(to, model.into_active_model());
    }
    append_after(to, model)
}

fn append_after(to: &mut Steps, model: Model) -> Planned {
    let predecessor = Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(Column::SubjectKind.eq(model.subject_kind.as_str()))
        .and_where(Column::SubjectId.eq(model.subject_id))
        .and_where(Column::Sequence.eq(model.sequence - 1))
        .to_owned();
    let mut row = model.into_active_model();
    let values = Column::iter().filter_map(|column| row.take(column).into_value()).map(Expr::val);
    let selected = Query::select().exprs(values).and_where(Expr::exists(predecessor)).to_owned();
    let mut statement = Query::insert();
    statement.into_table(Entity).columns(Column::iter());
    statement.select_from(selected).map_err(StorageError::defect)?;
    to.push(Step::Change(to.backend().build(&statement), Refusal::Stale));
    Ok(())
}
