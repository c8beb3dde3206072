//! Request units, as the engine counts them: what a bill is made of.

use aws_sdk_dynamodb::config::interceptors::{
    BeforeSerializationInterceptorContextMut, FinalizerInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::batch_get_item::{BatchGetItemInput, BatchGetItemOutput};
use aws_sdk_dynamodb::operation::get_item::{GetItemInput, GetItemOutput};
use aws_sdk_dynamodb::operation::put_item::{PutItemInput, PutItemOutput};
use aws_sdk_dynamodb::operation::query::{QueryInput, QueryOutput};
use aws_sdk_dynamodb::operation::transact_write_items::{TransactWriteItemsInput, TransactWriteItemsOutput};
use aws_sdk_dynamodb::operation::update_item::{UpdateItemInput, UpdateItemOutput};
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity::Total};
use std::sync::{Arc, Mutex};

/// Units read and written.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spent {
    pub read: f64,
    pub written: f64,
}

/// Asks with each call for the units it takes, and adds them up.
#[derive(Debug, Clone, Default)]
pub struct Units(Arc<Mutex<Spent>>);

impl Units {
    /// The units since the last time this was asked.
    pub fn take(&self) -> Spent {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

fn sum<'a>(of: impl IntoIterator<Item = &'a ConsumedCapacity>) -> f64 {
    of.into_iter().filter_map(ConsumedCapacity::capacity_units).sum()
}

impl Intercept for Units {
    fn name(&self) -> &'static str {
        "units"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        macro_rules! ask {
            ($($input:ty),*) => {$(
                if let Some(input) = context.input_mut().downcast_mut::<$input>() {
                    input.return_consumed_capacity = Some(Total);
                }
            )*};
        }
        ask!(
            BatchGetItemInput,
            GetItemInput,
            PutItemInput,
            QueryInput,
            TransactWriteItemsInput,
            UpdateItemInput
        );
        Ok(())
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(Ok(output)) = context.output_or_error() else { return Ok(()) };
        let mut spent = self.0.lock().unwrap();
        macro_rules! add {
            ($($output:ty => $kind:ident),*) => {$(
                if let Some(output) = output.downcast_ref::<$output>() {
                    spent.$kind += sum(output.consumed_capacity.iter());
                }
            )*};
        }
        add!(GetItemOutput => read, QueryOutput => read, PutItemOutput => written, UpdateItemOutput => written);
        if let Some(output) = output.downcast_ref::<BatchGetItemOutput>() {
            spent.read += sum(output.consumed_capacity());
        }
        if let Some(output) = output.downcast_ref::<TransactWriteItemsOutput>() {
            spent.written += sum(output.consumed_capacity());
        }
        Ok(())
    }
}
