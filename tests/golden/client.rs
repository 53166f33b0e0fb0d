/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///Run to start with a batch trigger.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct BatchTriggerRequest {
        ///Payload of the workflow, passed on unchanged. Default: no payload.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub body: ::std::option::Option<::std::string::String>,
        ///URL of the workflow, beginning with `http://` or `https://`. It can have a query.
        pub destination: ::std::string::String,
        ///Control headers of the run, one value each: `Content-Type`, and the headers of a single trigger, such as `Upstash-Label`. A header to forward to the workflow has the prefix `Upstash-Forward-`, which the service removes.
        #[serde(
            default,
            skip_serializing_if = ":: std :: collections :: BTreeMap::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub headers: ::std::collections::BTreeMap<
            ::std::string::String,
            ::std::string::String,
        >,
    }
    impl BatchTriggerRequest {
        ///Starts with nothing set.
        pub fn builder() -> builder::BatchTriggerRequest {
            Default::default()
        }
    }
    ///Bulk operation that runs in the background.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct BulkAction {
        ///Id of the bulk action.
        #[serde(rename = "actionId")]
        pub action_id: ::std::string::String,
        ///When it finished, in unix milliseconds. Missing until then.
        #[serde(
            rename = "completedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub completed_at: ::std::option::Option<crate::UnixMillis>,
        ///When it was created, in unix milliseconds.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<crate::UnixMillis>,
        ///Filters that it was created with: names of query parameters with their values.
        #[serde(
            default,
            skip_serializing_if = ":: std :: collections :: BTreeMap::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty_by_name"
        )]
        pub filter: ::std::collections::BTreeMap<
            ::std::string::String,
            ::std::vec::Vec<::std::string::String>,
        >,
        ///What it does to the runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub kind: ::std::option::Option<crate::types::BulkActionKind>,
        ///Number of runs processed so far.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub processed: ::std::option::Option<u64>,
        ///State of the bulk action.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::types::BulkActionState>,
        ///Number of runs that matched when it was created.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total: ::std::option::Option<u64>,
    }
    ///Page of bulk actions.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct BulkActionPage {
        ///Bulk actions of the page that match the `state` filter.
        #[serde(
            rename = "bulkActions",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub bulk_actions: ::std::vec::Vec<BulkAction>,
        ///Start of the next page. Missing or empty on the last page. An empty page can have a successor.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
    }
    ///Result of a bulk cancellation.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct BulkCancelResult {
        ///Id of the bulk action that cancels the runs. Only with `async_` set to `true`.
        #[serde(
            rename = "actionId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub action_id: ::std::option::Option<::std::string::String>,
        ///Number of runs cancelled by id, or of runs that matched the filters when the request was accepted.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cancelled: ::std::option::Option<u64>,
    }
    ///Result of one bulk deletion request.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct BulkDeleteResult {
        ///Start of the next request with the same filters. Missing or empty if nothing is left, and for ids.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
        ///Number of deleted entries.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deleted: ::std::option::Option<u64>,
    }
    ///Result of one bulk resume or bulk restart request.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct BulkRunResult {
        ///Start of the next request with the same filters. Missing or empty if nothing is left.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
        ///New runs, one per entry, at most 50.
        #[serde(
            rename = "workflowRuns",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub workflow_runs: ::std::vec::Vec<RunReference>,
    }
    ///Failed attempt to deliver a step or a failure callback.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct DeliveryError {
        ///Body of the response.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub body: ::std::option::Option<::std::string::String>,
        ///Error message.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///Headers of the response.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub headers: ::std::option::Option<crate::Headers>,
        ///HTTP status of the response.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<i64>,
        ///When the attempt failed, in unix milliseconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub time: ::std::option::Option<crate::UnixMillis>,
    }
    ///Body of an error response.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct ErrorBody {
        ///Error message for people. Do not parse it.
        pub error: ::std::string::String,
    }
    ///Body of a failure callback: what the service sends to the failure URL after a run has failed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct FailureCallback {
        ///Body of that response in base64, possibly cut at the limit of the plan. Missing or empty without a body.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub body: ::std::option::Option<::std::string::String>,
        ///IP address that triggered the run.
        #[serde(
            rename = "callerIP",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub caller_ip: ::std::option::Option<::std::string::String>,
        ///When the message was created, in unix milliseconds.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the DLQ entry. Not always sent.
        #[serde(
            rename = "dlqId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub dlq_id: ::std::option::Option<::std::string::String>,
        ///Name of the endpoint in the URL group. Not sent for runs.
        #[serde(
            rename = "endpointName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub endpoint_name: ::std::option::Option<::std::string::String>,
        ///Headers of that response.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub header: ::std::option::Option<crate::Headers>,
        ///Number of retries allowed.
        #[serde(
            rename = "maxRetries",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::number")]
        pub max_retries: ::std::option::Option<i64>,
        ///HTTP method of the failed request.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub method: ::std::option::Option<::std::string::String>,
        ///Earliest delivery of the message, in unix milliseconds.
        #[serde(
            rename = "notBefore",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub not_before: ::std::option::Option<crate::UnixMillis>,
        ///Number of retries made.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::values::read_as::number")]
        pub retried: ::std::option::Option<i64>,
        ///Id of the schedule of the message. Not sent for runs.
        #[serde(
            rename = "scheduleId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub schedule_id: ::std::option::Option<::std::string::String>,
        ///Body of the message that failed, in base64. Missing or empty without a body.
        #[serde(
            rename = "sourceBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub source_body: ::std::option::Option<::std::string::String>,
        ///Headers of the message that failed. A header with one value can be a string instead of a list.
        #[serde(
            rename = "sourceHeader",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub source_header: ::std::option::Option<crate::Headers>,
        ///Id of the message that failed.
        #[serde(
            rename = "sourceMessageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub source_message_id: ::std::option::Option<::std::string::String>,
        ///HTTP status of the last response of the failed step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::values::read_as::number")]
        pub status: ::std::option::Option<i64>,
        ///Name of the URL group of the message. Not sent for runs.
        #[serde(
            rename = "topicName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub topic_name: ::std::option::Option<::std::string::String>,
        ///URL of the failed request.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
        ///When the run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the failed run. A callback can arrive twice: deduplicate by this id.
        #[serde(
            rename = "workflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_id: ::std::option::Option<::std::string::String>,
    }
    ///State of the failure callback of a failed run, and the last response of its URL.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct FailureCallbackInfo {
        ///Body of the last response. Missing or empty without one.
        #[serde(
            rename = "responseBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub response_body: ::std::option::Option<::std::string::String>,
        ///Headers of the last response.
        #[serde(
            rename = "responseHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_headers: ::std::option::Option<crate::Headers>,
        ///HTTP status of the last response. Missing without a response.
        #[serde(
            rename = "responseStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_status: ::std::option::Option<i64>,
        ///State of the callback. Missing without a failure callback.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::types::FailureCallbackState>,
    }
    ///Failure callback of a run in the logs. `fail...` properties describe the failed step, `response...` properties the callback.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct FailureFunction {
        ///Id of the DLQ entry of a failed callback. Prefer `dlq_id` of the run.
        #[serde(
            rename = "dlqId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub dlq_id: ::std::option::Option<::std::string::String>,
        ///Failed attempts of the callback so far.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub errors: ::std::vec::Vec<DeliveryError>,
        ///Headers of the response of the failed step.
        #[serde(
            rename = "failHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub fail_headers: ::std::option::Option<crate::Headers>,
        ///Body of the response of the failed step.
        #[serde(
            rename = "failResponse",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub fail_response: ::std::option::Option<::std::string::String>,
        ///HTTP status of the response of the failed step.
        #[serde(
            rename = "failStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub fail_status: ::std::option::Option<i64>,
        ///Number of retries allowed.
        #[serde(
            rename = "maxRetries",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub max_retries: ::std::option::Option<u64>,
        ///Id of the message of the callback.
        #[serde(
            rename = "messageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub message_id: ::std::option::Option<::std::string::String>,
        ///When the callback is delivered next, in unix milliseconds. Missing if no attempt is scheduled.
        #[serde(
            rename = "nextDeliveryTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub next_delivery_time: ::std::option::Option<crate::UnixMillis>,
        ///Body of the response of the callback.
        #[serde(
            rename = "responseBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub response_body: ::std::option::Option<::std::string::String>,
        ///Headers of the response of the callback.
        #[serde(
            rename = "responseHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_headers: ::std::option::Option<crate::Headers>,
        ///HTTP status of the response of the callback.
        #[serde(
            rename = "responseStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_status: ::std::option::Option<i64>,
        ///State of the callback.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::types::FailureCallbackState>,
        ///URL of the callback.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
    }
    ///Flow-control key with its limits and current usage.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct FlowControlKey {
        ///Name of the key.
        #[serde(rename = "flowControlKey")]
        pub flow_control_key: ::std::string::String,
        ///Whether delivery is paused.
        #[serde(
            rename = "isPaused",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub is_paused: ::std::option::Option<bool>,
        ///Whether the parallelism limit is pinned, so that messages do not change it.
        #[serde(
            rename = "isPinnedParallelism",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub is_pinned_parallelism: ::std::option::Option<bool>,
        ///Whether rate and period are pinned, so that messages do not change them.
        #[serde(
            rename = "isPinnedRate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub is_pinned_rate: ::std::option::Option<bool>,
        ///Messages that run now.
        #[serde(
            rename = "parallelismCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parallelism_count: ::std::option::Option<u64>,
        ///Limit of messages that run at the same time.
        #[serde(
            rename = "parallelismMax",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parallelism_max: ::std::option::Option<i64>,
        ///Messages started in the current period.
        #[serde(
            rename = "rateCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub rate_count: ::std::option::Option<u64>,
        ///Limit of messages that start per period.
        #[serde(
            rename = "rateMax",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub rate_max: ::std::option::Option<i64>,
        ///Length of the period, in seconds.
        #[serde(
            rename = "ratePeriod",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub rate_period: ::std::option::Option<i64>,
        ///When the current period started, in unix seconds (not milliseconds).
        #[serde(
            rename = "ratePeriodStart",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub rate_period_start: ::std::option::Option<crate::UnixSeconds>,
        ///Number of messages that wait for the limits or the end of a pause.
        #[serde(
            rename = "waitListSize",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub wait_list_size: ::std::option::Option<u64>,
    }
    ///Messages that run over all flow-control keys, and their limit.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct GlobalParallelism {
        ///Messages that run now over all keys.
        #[serde(
            rename = "parallelismCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parallelism_count: ::std::option::Option<u64>,
        ///Limit of messages that run at the same time over all keys.
        #[serde(
            rename = "parallelismMax",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parallelism_max: ::std::option::Option<i64>,
    }
    ///Group of related steps of a run.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct GroupedSteps {
        ///Steps of the group: one if it is sequential.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub steps: ::std::vec::Vec<StepInfo>,
        ///Relation of the steps.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<crate::types::StepGroupType>,
    }
    ///Run that invoked another run.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct InvokerContext {
        ///When the invoking run was created, in unix milliseconds.
        #[serde(
            rename = "workflowRunCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the invoking run.
        #[serde(
            rename = "workflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_id: ::std::option::Option<::std::string::String>,
        ///Workflow URL of the invoking run.
        #[serde(
            rename = "workflowUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_url: ::std::option::Option<::std::string::String>,
    }
    ///Result of a notification for one waiter.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct NotifyResponse {
        ///Whether the service recognized a repeated notification.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deduplicated: ::std::option::Option<bool>,
        ///Why the waiter could not be notified. Missing or empty on success.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///Id of the message that carries the event.
        #[serde(
            rename = "messageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub message_id: ::std::option::Option<::std::string::String>,
        ///Waiter that received the event. Missing if no step waited.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub waiter: ::std::option::Option<Waiter>,
        ///When that run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the notified run, for a notification of one run.
        #[serde(
            rename = "workflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_id: ::std::option::Option<::std::string::String>,
    }
    ///Reference to a run. Id and creation time together are unique; a run id can be reused.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct RunReference {
        ///When the run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the run. Resume and restart return a new one.
        #[serde(rename = "workflowRunId")]
        pub workflow_run_id: ::std::string::String,
    }
    ///Keys that verify signatures of the service. They are secrets. Try the current key, then the next.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    #[non_exhaustive]
    pub struct SigningKeys {
        ///Key that signs requests now.
        pub current: ::std::string::String,
        ///Key that signs requests after the next rotation.
        pub next: ::std::string::String,
    }
    ///Step of a run. Its kind decides which properties are set: `call...` for HTTP calls, `wait...` for events, `invoked...` for other workflows, `sleep...` for sleeps.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct StepInfo {
        ///Body of the HTTP call.
        #[serde(
            rename = "callBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub call_body: ::std::option::Option<::std::string::String>,
        ///Headers of the HTTP call.
        #[serde(
            rename = "callHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_headers: ::std::option::Option<crate::Headers>,
        ///Method of the HTTP call.
        #[serde(
            rename = "callMethod",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_method: ::std::option::Option<::std::string::String>,
        ///Body of the response to the call.
        #[serde(
            rename = "callResponseBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub call_response_body: ::std::option::Option<::std::string::String>,
        ///Headers of the response to the call.
        #[serde(
            rename = "callResponseHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_response_headers: ::std::option::Option<crate::Headers>,
        ///HTTP status of the response to the call.
        #[serde(
            rename = "callResponseStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_response_status: ::std::option::Option<i64>,
        ///Part of the step that this entry stands for, such as `step`, `parallelPlan`, `parallelResult`, `toCallback` or `fromCallback`.
        #[serde(
            rename = "callType",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_type: ::std::option::Option<::std::string::String>,
        ///URL of the HTTP call.
        #[serde(
            rename = "callUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_url: ::std::option::Option<::std::string::String>,
        ///Number of steps that run in parallel, including this one.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub concurrent: ::std::option::Option<u64>,
        ///When the step was created, in unix milliseconds.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<crate::UnixMillis>,
        ///Failed attempts of the step so far. Missing or empty without any.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub errors: ::std::vec::Vec<DeliveryError>,
        ///Headers of the step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub headers: ::std::option::Option<crate::Headers>,
        ///When the invoked run was created, in unix milliseconds.
        #[serde(
            rename = "invokedWorkflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoked_workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Body of the request that started the invoked run.
        #[serde(
            rename = "invokedWorkflowRunBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub invoked_workflow_run_body: ::std::option::Option<::std::string::String>,
        ///Headers of the request that started the invoked run.
        #[serde(
            rename = "invokedWorkflowRunHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoked_workflow_run_headers: ::std::option::Option<crate::Headers>,
        ///Id of the invoked run.
        #[serde(
            rename = "invokedWorkflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoked_workflow_run_id: ::std::option::Option<::std::string::String>,
        ///Workflow URL of the invoked run.
        #[serde(
            rename = "invokedWorkflowUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoked_workflow_url: ::std::option::Option<::std::string::String>,
        ///Id of the message of the step. While the step waits, `retry_step_now` takes it.
        #[serde(
            rename = "messageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub message_id: ::std::option::Option<::std::string::String>,
        ///When the waiting step is delivered next, in unix milliseconds.
        #[serde(
            rename = "nextDeliveryTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub next_delivery_time: ::std::option::Option<crate::UnixMillis>,
        ///Result of the step. Missing without a result.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub out: ::std::option::Option<::std::string::String>,
        ///Number of retries allowed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub retries: ::std::option::Option<u64>,
        ///Wait before each retry as an expression in milliseconds. Missing with the default backoff.
        #[serde(
            rename = "retryDelay",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub retry_delay: ::std::option::Option<::std::string::String>,
        ///Duration of the sleep: a number or a string, so any JSON is accepted.
        #[serde(
            rename = "sleepFor",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub sleep_for: ::std::option::Option<::serde_json::Value>,
        ///When the sleep ends, in unix milliseconds.
        #[serde(
            rename = "sleepUntil",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub sleep_until: ::std::option::Option<crate::UnixMillis>,
        ///State of the step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::types::StepState>,
        ///Number of the step in its run.
        #[serde(
            rename = "stepId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub step_id: ::std::option::Option<i64>,
        ///Name of the step in workflow code.
        #[serde(
            rename = "stepName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub step_name: ::std::option::Option<::std::string::String>,
        ///Kind of the step, such as `call`, `wait`, `sleep` or `invoke`.
        #[serde(
            rename = "stepType",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub step_type: ::std::option::Option<::std::string::String>,
        ///Number of the step that a parallel plan stands for.
        #[serde(
            rename = "targetStep",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub target_step: ::std::option::Option<i64>,
        ///Id of the event that the step waits for.
        #[serde(
            rename = "waitEventId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub wait_event_id: ::std::option::Option<::std::string::String>,
        ///Whether the wait timed out.
        #[serde(
            rename = "waitTimeout",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub wait_timeout: ::std::option::Option<bool>,
        ///When the wait times out, in unix milliseconds.
        #[serde(
            rename = "waitTimeoutDeadline",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub wait_timeout_deadline: ::std::option::Option<crate::UnixMillis>,
        ///Timeout of the wait, as a duration such as `1d`.
        #[serde(
            rename = "waitTimeoutDuration",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub wait_timeout_duration: ::std::option::Option<::std::string::String>,
    }
    ///Result of a trigger, or of one entry of a batch.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct TriggeredRun {
        ///Whether a run with this id existed: then no run was started, and this is the existing run.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deduplicated: ::std::option::Option<bool>,
        ///When the run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the run, as requested or generated by the service.
        #[serde(rename = "workflowRunId")]
        pub workflow_run_id: ::std::string::String,
    }
    ///Step that waits for an event. Its run id is the header `Upstash-Workflow-Runid` in `headers`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct Waiter {
        ///When the wait times out, in unix seconds (not milliseconds).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deadline: ::std::option::Option<crate::UnixSeconds>,
        ///Headers of that request. `Upstash-Workflow-Runid` is the waiting run.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub headers: ::std::option::Option<crate::Headers>,
        ///Body to send when the wait times out, in base64.
        #[serde(
            rename = "timeoutBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub timeout_body: ::std::option::Option<::std::string::String>,
        ///Headers of the request when the wait times out.
        #[serde(
            rename = "timeoutHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub timeout_headers: ::std::option::Option<crate::Headers>,
        ///URL to call when the wait times out.
        #[serde(
            rename = "timeoutUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub timeout_url: ::std::option::Option<::std::string::String>,
        ///URL to call when the event arrives.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
    }
    ///Entry of the dead letter queue (DLQ): a failed run with the failed request, its response, and the failure callback.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct WorkflowDlqMessage {
        ///Body of the failed request if it is valid UTF-8. Otherwise empty, and `body_base64` has it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub body: ::std::option::Option<::std::string::String>,
        ///Body of the failed request in base64 if it is not valid UTF-8. Otherwise empty.
        #[serde(
            rename = "bodyBase64",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub body_base64: ::std::option::Option<::std::string::String>,
        ///IP address that triggered the run.
        #[serde(
            rename = "callerIP",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub caller_ip: ::std::option::Option<::std::string::String>,
        ///When the message was created, in unix milliseconds.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the entry, for every operation on a single entry.
        #[serde(rename = "dlqId")]
        pub dlq_id: ::std::string::String,
        ///URL of the failure callback. Missing or empty without one.
        #[serde(
            rename = "failureCallback",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub failure_callback: ::std::option::Option<::std::string::String>,
        ///Headers of the request to the failure callback.
        #[serde(
            rename = "failureCallbackHeader",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub failure_callback_header: ::std::option::Option<crate::Headers>,
        ///State and last response of the failure callback.
        #[serde(
            rename = "failureCallbackInfo",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub failure_callback_info: ::std::option::Option<FailureCallbackInfo>,
        ///State of the failure callback, for the filter of the same name. Missing without a failure callback.
        #[serde(
            rename = "failureFunctionState",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub failure_function_state: ::std::option::Option<
            crate::types::FailureCallbackState,
        >,
        ///Flow-control key of the run. Missing or empty without one.
        #[serde(
            rename = "flowControlKey",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub flow_control_key: ::std::option::Option<::std::string::String>,
        ///Headers of the failed request.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub header: ::std::option::Option<crate::Headers>,
        ///First label of the run. Use `labels`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub label: ::std::option::Option<::std::string::String>,
        ///Labels of the run. Missing or empty without labels.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub labels: ::std::vec::Vec<::std::string::String>,
        ///Number of retries allowed after the first attempt.
        #[serde(
            rename = "maxRetries",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub max_retries: ::std::option::Option<u64>,
        ///Id of the message that failed.
        #[serde(
            rename = "messageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub message_id: ::std::option::Option<::std::string::String>,
        ///HTTP method of the failed request.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub method: ::std::option::Option<::std::string::String>,
        ///Earliest delivery of the message, in unix milliseconds.
        #[serde(
            rename = "notBefore",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub not_before: ::std::option::Option<crate::UnixMillis>,
        ///Parallelism limit of the flow-control key: messages at the same time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub parallelism: ::std::option::Option<i64>,
        ///Period of the rate limit, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub period: ::std::option::Option<i64>,
        ///Rate limit of the flow-control key: messages per period.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rate: ::std::option::Option<i64>,
        ///Body of the response if it is valid UTF-8. Otherwise empty, and `response_body_base64` has it.
        #[serde(
            rename = "responseBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub response_body: ::std::option::Option<::std::string::String>,
        ///Body of the response in base64 if it is not valid UTF-8. Otherwise empty.
        #[serde(
            rename = "responseBodyBase64",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_body_base64: ::std::option::Option<::std::string::String>,
        ///Headers of the response.
        #[serde(
            rename = "responseHeader",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_header: ::std::option::Option<crate::Headers>,
        ///HTTP status of the response.
        #[serde(
            rename = "responseStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_status: ::std::option::Option<i64>,
        ///Wait before each retry as an expression in milliseconds. Missing with the default backoff.
        #[serde(
            rename = "retryDelayExpression",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub retry_delay_expression: ::std::option::Option<::std::string::String>,
        ///URL of the failed request.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
        ///When the run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the failed run.
        #[serde(
            rename = "workflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_id: ::std::option::Option<::std::string::String>,
        ///URL of the workflow.
        #[serde(
            rename = "workflowUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_url: ::std::option::Option<::std::string::String>,
    }
    ///Page of DLQ entries.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct WorkflowDlqPage {
        ///Start of the next page. Missing or empty on the last page. An empty page can have a successor.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
        ///DLQ entries of the page.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub messages: ::std::vec::Vec<WorkflowDlqMessage>,
    }
    ///State change of a run or one of its steps. No operation of this document returns it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct WorkflowEvent {
        ///IP address that triggered the run.
        #[serde(
            rename = "callerIp",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub caller_ip: ::std::option::Option<::std::string::String>,
        ///Id of the DLQ entry. Only with `RUN_FAILED`.
        #[serde(
            rename = "dlqId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub dlq_id: ::std::option::Option<::std::string::String>,
        ///Error message. Only with failure states.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///Headers of the message.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub headers: ::std::option::Option<crate::Headers>,
        ///When the invoking run was created, in unix milliseconds. Only with `RUN_STARTED`.
        #[serde(
            rename = "invokerWorkflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoker_workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the invoking run. Only with `RUN_STARTED`.
        #[serde(
            rename = "invokerWorkflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoker_workflow_run_id: ::std::option::Option<::std::string::String>,
        ///Workflow URL of the invoking run. Only with `RUN_STARTED`.
        #[serde(
            rename = "invokerWorkflowUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoker_workflow_url: ::std::option::Option<::std::string::String>,
        ///First label of the run. Use `labels`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub label: ::std::option::Option<::std::string::String>,
        ///Labels of the run. Missing or empty without labels.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub labels: ::std::vec::Vec<::std::string::String>,
        ///When the step is retried, in unix milliseconds.
        #[serde(
            rename = "nextDeliveryTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub next_delivery_time: ::std::option::Option<crate::UnixMillis>,
        ///Body of the failed response. Only with failure states.
        #[serde(
            rename = "responseBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub response_body: ::std::option::Option<::std::string::String>,
        ///Headers of the failed response. Only with failure states.
        #[serde(
            rename = "responseHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_headers: ::std::option::Option<crate::Headers>,
        ///HTTP status of the failed response. Only with failure states.
        #[serde(
            rename = "responseStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_status: ::std::option::Option<i64>,
        ///New state of the run or the step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::types::RunOrStepState>,
        ///Step that changed, if any.
        #[serde(
            rename = "stepInfo",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub step_info: ::std::option::Option<StepInfo>,
        ///When the state changed, in unix milliseconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub time: ::std::option::Option<crate::UnixMillis>,
        ///When the run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the run.
        #[serde(
            rename = "workflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_id: ::std::option::Option<::std::string::String>,
        ///Return value of the run. Only with `RUN_SUCCESS`.
        #[serde(
            rename = "workflowRunResponse",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub workflow_run_response: ::std::option::Option<::std::string::String>,
        ///URL of the workflow.
        #[serde(
            rename = "workflowUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_url: ::std::option::Option<::std::string::String>,
    }
    ///Run in the logs with all its steps.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct WorkflowRun {
        ///Id of the DLQ entry. Only on a failed run.
        #[serde(
            rename = "dlqId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub dlq_id: ::std::option::Option<::std::string::String>,
        ///Failure callback. Only on a failed run that has one.
        #[serde(
            rename = "failureFunction",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub failure_function: ::std::option::Option<FailureFunction>,
        ///Flow-control key of the run. Missing or empty without one.
        #[serde(
            rename = "flowControlKey",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub flow_control_key: ::std::option::Option<::std::string::String>,
        ///Run that invoked this one. Missing if it was triggered directly.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub invoker: ::std::option::Option<InvokerContext>,
        ///First label of the run. Use `labels`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub label: ::std::option::Option<::std::string::String>,
        ///Labels of the run. Missing or empty without labels.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub labels: ::std::vec::Vec<::std::string::String>,
        ///Steps so far, in groups.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub steps: ::std::vec::Vec<GroupedSteps>,
        ///IP address that triggered the run.
        #[serde(
            rename = "workflowRunCallerIp",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_caller_ip: ::std::option::Option<::std::string::String>,
        ///When the run ended, in unix milliseconds. Missing until then.
        #[serde(
            rename = "workflowRunCompletedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_completed_at: ::std::option::Option<crate::UnixMillis>,
        ///When the run was created, in unix milliseconds.
        #[serde(
            rename = "workflowRunCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the run. Runs can share an id; `workflow_run_created_at` tells them apart.
        #[serde(rename = "workflowRunId")]
        pub workflow_run_id: ::std::string::String,
        ///Return value of the run. Missing without one.
        #[serde(
            rename = "workflowRunResponse",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub workflow_run_response: ::std::option::Option<::std::string::String>,
        ///State of the run.
        #[serde(
            rename = "workflowState",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_state: ::std::option::Option<crate::types::RunState>,
        ///URL of the workflow.
        #[serde(
            rename = "workflowUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_url: ::std::option::Option<::std::string::String>,
    }
    ///Page of runs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct WorkflowRunPage {
        ///Start of the next page. Missing or empty on the last page. An empty page can have a successor.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
        ///Runs of the page, with all their steps.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub runs: ::std::vec::Vec<WorkflowRun>,
    }
    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        ///Puts a [`BatchTriggerRequest`](super::BatchTriggerRequest) together, into which it turns by `try_into`.
        pub struct BatchTriggerRequest {
            body: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            destination: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            headers: ::std::result::Result<
                ::std::collections::BTreeMap<
                    ::std::string::String,
                    ::std::string::String,
                >,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for BatchTriggerRequest {
            fn default() -> Self {
                Self {
                    body: Ok(Default::default()),
                    destination: Err("no value supplied for destination".to_string()),
                    headers: Ok(Default::default()),
                }
            }
        }
        impl BatchTriggerRequest {
            ///Payload of the workflow, passed on unchanged. Default: no payload.
            pub fn body<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.body = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for body: {e}")
                    });
                self
            }
            ///URL of the workflow, beginning with `http://` or `https://`. It can have a query.
            pub fn destination<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.destination = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for destination: {e}")
                    });
                self
            }
            ///Control headers of the run, one value each: `Content-Type`, and the headers of a single trigger, such as `Upstash-Label`. A header to forward to the workflow has the prefix `Upstash-Forward-`, which the service removes.
            pub fn headers<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::collections::BTreeMap<
                        ::std::string::String,
                        ::std::string::String,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.headers = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for headers: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<BatchTriggerRequest>
        for super::BatchTriggerRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: BatchTriggerRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    body: value.body?,
                    destination: value.destination?,
                    headers: value.headers?,
                })
            }
        }
        impl ::std::convert::From<super::BatchTriggerRequest> for BatchTriggerRequest {
            fn from(value: super::BatchTriggerRequest) -> Self {
                Self {
                    body: Ok(value.body),
                    destination: Ok(value.destination),
                    headers: Ok(value.headers),
                }
            }
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
    impl ::std::fmt::Debug for SigningKeys {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("SigningKeys")
                .field("current", &format_args!("[redacted]"))
                .field("next", &format_args!("[redacted]"))
                .finish()
        }
    }
    impl crate::pages::sealed::Sealed for BulkActionPage {}
    impl crate::pages::Page for BulkActionPage {
        fn cursor(&self) -> ::std::option::Option<&str> {
            self.cursor.as_deref()
        }
    }
    impl crate::pages::ListPage for BulkActionPage {
        type Item = BulkAction;
        fn into_items(self) -> ::std::vec::Vec<BulkAction> {
            self.bulk_actions
        }
    }
    impl crate::pages::sealed::Sealed for BulkDeleteResult {}
    impl crate::pages::Page for BulkDeleteResult {
        fn cursor(&self) -> ::std::option::Option<&str> {
            self.cursor.as_deref()
        }
    }
    impl crate::pages::BulkPage for BulkDeleteResult {
        fn add(&mut self, later: Self) {
            self.deleted = match (self.deleted, later.deleted) {
                (Some(sum), Some(more)) => Some(sum.saturating_add(more)),
                (sum, more) => sum.or(more),
            };
            self.cursor = later.cursor;
        }
        fn counts(&self) -> ::std::vec::Vec<(&'static str, u64)> {
            ::std::vec![(stringify!(deleted), self.deleted.unwrap_or_default() as u64),]
        }
    }
    impl crate::pages::sealed::Sealed for WorkflowDlqPage {}
    impl crate::pages::Page for WorkflowDlqPage {
        fn cursor(&self) -> ::std::option::Option<&str> {
            self.cursor.as_deref()
        }
    }
    impl crate::pages::ListPage for WorkflowDlqPage {
        type Item = WorkflowDlqMessage;
        fn into_items(self) -> ::std::vec::Vec<WorkflowDlqMessage> {
            self.messages
        }
    }
    impl crate::pages::sealed::Sealed for BulkRunResult {}
    impl crate::pages::Page for BulkRunResult {
        fn cursor(&self) -> ::std::option::Option<&str> {
            self.cursor.as_deref()
        }
    }
    impl crate::pages::BulkPage for BulkRunResult {
        fn add(&mut self, later: Self) {
            self.workflow_runs.extend(later.workflow_runs);
            self.cursor = later.cursor;
        }
        fn counts(&self) -> ::std::vec::Vec<(&'static str, u64)> {
            ::std::vec![(stringify!(workflow_runs), self.workflow_runs.len() as u64),]
        }
    }
    impl crate::pages::sealed::Sealed for WorkflowRunPage {}
    impl crate::pages::Page for WorkflowRunPage {
        fn cursor(&self) -> ::std::option::Option<&str> {
            self.cursor.as_deref()
        }
    }
    impl crate::pages::ListPage for WorkflowRunPage {
        type Item = WorkflowRun;
        fn into_items(self) -> ::std::vec::Vec<WorkflowRun> {
            self.runs
        }
    }
    impl FailureCallback {
        /**The bytes of the body: [`body`](Self::body) decoded. `None` where there is none.

# Errors
[`Error::is_decode`](crate::Error::is_decode) if [`body`](Self::body) is not base64.

# Example

```no_run
# fn call(value: &upstash_workflow::types::FailureCallback) -> Result<(), upstash_workflow::Error> {
let bytes = value.body_bytes()?;
# drop(bytes);
# Ok(())
# }
```
*/
        pub fn body_bytes(
            &self,
        ) -> ::std::result::Result<Option<Vec<u8>>, crate::Error> {
            crate::values::body_bytes::read("body", None, self.body.as_deref())
        }
        /**The bytes of the body: [`source_body`](Self::source_body) decoded. `None` where there is none.

# Errors
[`Error::is_decode`](crate::Error::is_decode) if [`source_body`](Self::source_body) is not base64.

# Example

```no_run
# fn call(value: &upstash_workflow::types::FailureCallback) -> Result<(), upstash_workflow::Error> {
let bytes = value.source_body_bytes()?;
# drop(bytes);
# Ok(())
# }
```
*/
        pub fn source_body_bytes(
            &self,
        ) -> ::std::result::Result<Option<Vec<u8>>, crate::Error> {
            crate::values::body_bytes::read(
                "sourceBody",
                None,
                self.source_body.as_deref(),
            )
        }
    }
    impl Waiter {
        /**The bytes of the body: [`timeout_body`](Self::timeout_body) decoded. `None` where there is none.

# Errors
[`Error::is_decode`](crate::Error::is_decode) if [`timeout_body`](Self::timeout_body) is not base64.

# Example

```no_run
# fn call(value: &upstash_workflow::types::Waiter) -> Result<(), upstash_workflow::Error> {
let bytes = value.timeout_body_bytes()?;
# drop(bytes);
# Ok(())
# }
```
*/
        pub fn timeout_body_bytes(
            &self,
        ) -> ::std::result::Result<Option<Vec<u8>>, crate::Error> {
            crate::values::body_bytes::read(
                "timeoutBody",
                None,
                self.timeout_body.as_deref(),
            )
        }
    }
    impl WorkflowDlqMessage {
        /**The bytes of the body: [`body_base64`](Self::body_base64) decoded, or else [`body`](Self::body). `None` where there is none.

# Errors
[`Error::is_decode`](crate::Error::is_decode) if [`body_base64`](Self::body_base64) is not base64.

# Example

```no_run
# fn call(value: &upstash_workflow::types::WorkflowDlqMessage) -> Result<(), upstash_workflow::Error> {
let bytes = value.body_bytes()?;
# drop(bytes);
# Ok(())
# }
```
*/
        pub fn body_bytes(
            &self,
        ) -> ::std::result::Result<Option<Vec<u8>>, crate::Error> {
            crate::values::body_bytes::read(
                "bodyBase64",
                self.body.as_deref(),
                self.body_base64.as_deref(),
            )
        }
        /**The bytes of the body: [`response_body_base64`](Self::response_body_base64) decoded, or else [`response_body`](Self::response_body). `None` where there is none.

# Errors
[`Error::is_decode`](crate::Error::is_decode) if [`response_body_base64`](Self::response_body_base64) is not base64.

# Example

```no_run
# fn call(value: &upstash_workflow::types::WorkflowDlqMessage) -> Result<(), upstash_workflow::Error> {
let bytes = value.response_body_bytes()?;
# drop(bytes);
# Ok(())
# }
```
*/
        pub fn response_body_bytes(
            &self,
        ) -> ::std::result::Result<Option<Vec<u8>>, crate::Error> {
            crate::values::body_bytes::read(
                "responseBodyBase64",
                self.response_body.as_deref(),
                self.response_body_base64.as_deref(),
            )
        }
    }
    crate::values::open_enum::open_enum! {
        #[doc = "Kind of a bulk action. `cancel`: it cancels runs."] BulkActionKind {
        Cancel = "cancel" }
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "State of a bulk action. `IN_PROGRESS`: runs are left. `FINISHED`: all runs are processed."]
        BulkActionState { InProgress = "IN_PROGRESS", Finished = "FINISHED" }
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "State of a failure callback. `CALLBACK_INPROGRESS`: scheduled or being delivered. `CALLBACK_SUCCESS`: delivered. `CALLBACK_FAIL`: failed; only this state can be retried. `CALLBACK_CANCELED`: cancelled."]
        FailureCallbackState { CallbackInprogress = "CALLBACK_INPROGRESS",
        CallbackSuccess = "CALLBACK_SUCCESS", CallbackFail = "CALLBACK_FAIL",
        CallbackCanceled = "CALLBACK_CANCELED" }
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "State of a run or a step. `RUN_STARTED`: run in progress. `RUN_SUCCESS`: run completed. `RUN_FAILED`: run failed. `RUN_CANCELED`: run cancelled. `STEP_PROGRESS`: step in progress. `STEP_SUCCESS`: step completed. `STEP_RETRY`: step waits for a retry. `STEP_FAILED`: step failed. `STEP_CANCELED`: step cancelled."]
        RunOrStepState { RunStarted = "RUN_STARTED", RunSuccess = "RUN_SUCCESS",
        RunFailed = "RUN_FAILED", RunCanceled = "RUN_CANCELED", StepProgress =
        "STEP_PROGRESS", StepSuccess = "STEP_SUCCESS", StepRetry = "STEP_RETRY",
        StepFailed = "STEP_FAILED", StepCanceled = "STEP_CANCELED" }
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "State of a run. `RUN_STARTED`: in progress. `RUN_SUCCESS`: completed. `RUN_FAILED`: a step used up its retries, and the run is in the DLQ. `RUN_CANCELED`: cancelled."]
        RunState { RunStarted = "RUN_STARTED", RunSuccess = "RUN_SUCCESS", RunFailed =
        "RUN_FAILED", RunCanceled = "RUN_CANCELED" }
    }
    crate::values::open_enum::widen! {
        RunState => RunOrStepState
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "Relation of the steps in a group. `parallel`: they run in parallel. `sequential`: one step that runs alone. `next`: steps that run or are retried now."]
        StepGroupType { Parallel = "parallel", Sequential = "sequential", Next = "next" }
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "State of a step. `STEP_PROGRESS`: in progress. `STEP_SUCCESS`: completed. `STEP_RETRY`: an attempt failed, and a retry is scheduled. `STEP_FAILED`: failed. `STEP_CANCELED`: cancelled."]
        StepState { StepProgress = "STEP_PROGRESS", StepSuccess = "STEP_SUCCESS",
        StepRetry = "STEP_RETRY", StepFailed = "STEP_FAILED", StepCanceled =
        "STEP_CANCELED" }
    }
    crate::values::open_enum::widen! {
        StepState => RunOrStepState
    }
}
/**A client of the Upstash Workflow REST API, made by [`from_env`](Self::from_env) or [`builder`](Self::builder).

It has a method for each operation, which returns a builder: set its parameters and await it. It is cheap to clone, and all clones share one pool of connections. [`request`](Self::request) sends any other request.

# Operations

| operation | | often easier |
|---|---|---|
| **Runs** | | |
| [`batch_trigger_workflow_runs`](Self::batch_trigger_workflow_runs) | Trigger several workflow runs | [`trigger_batch`](Self::trigger_batch) |
| [`retry_step_now`](Self::retry_step_now) | Retry a step now |  |
| [`trigger_workflow_run`](Self::trigger_workflow_run) | Trigger a workflow run | [`trigger`](Self::trigger) |
| [`bulk_cancel_workflow_runs`](Self::bulk_cancel_workflow_runs) | Cancel many workflow runs |  |
| [`cancel_workflow_run`](Self::cancel_workflow_run) | Cancel a workflow run |  |
| **Logs** | | |
| [`list_workflow_run_logs`](Self::list_workflow_run_logs) | List workflow runs | [`get_run`](Self::get_run), [`wait_for_run`](Self::wait_for_run), [`.stream()`](builder::ListWorkflowRunLogs::stream) |
| **DLQ** | | |
| [`bulk_delete_failed_workflow_runs`](Self::bulk_delete_failed_workflow_runs) | Delete many failed runs | [`.drain()`](builder::BulkDeleteFailedWorkflowRuns::drain) |
| [`list_failed_workflow_runs`](Self::list_failed_workflow_runs) | List failed runs | [`.stream()`](builder::ListFailedWorkflowRuns::stream) |
| [`cancel_failure_callback`](Self::cancel_failure_callback) | Cancel a failure callback |  |
| [`retry_failure_callback`](Self::retry_failure_callback) | Retry a failure callback | [`retry_failed_callbacks`](Self::retry_failed_callbacks), [`wait_for_failure_callback`](Self::wait_for_failure_callback) |
| [`bulk_restart_workflow_runs`](Self::bulk_restart_workflow_runs) | Restart many failed runs | [`.drain()`](builder::BulkRestartWorkflowRuns::drain) |
| [`restart_workflow_run`](Self::restart_workflow_run) | Restart a failed run |  |
| [`bulk_resume_workflow_runs`](Self::bulk_resume_workflow_runs) | Resume many failed runs | [`.drain()`](builder::BulkResumeWorkflowRuns::drain) |
| [`resume_workflow_run`](Self::resume_workflow_run) | Resume a failed run |  |
| [`delete_failed_workflow_run`](Self::delete_failed_workflow_run) | Delete a failed run |  |
| [`get_failed_workflow_run`](Self::get_failed_workflow_run) | Get a failed run |  |
| **Bulk Actions** | | |
| [`list_bulk_actions`](Self::list_bulk_actions) | List bulk actions | [`.stream()`](builder::ListBulkActions::stream) |
| [`get_bulk_action`](Self::get_bulk_action) | Get a bulk action | [`wait_for_bulk_action`](Self::wait_for_bulk_action) |
| **Flow Control** | | |
| [`list_flow_control_keys`](Self::list_flow_control_keys) | List flow-control keys |  |
| [`get_flow_control_key`](Self::get_flow_control_key) | Get a flow-control key |  |
| [`pause_flow_control_key`](Self::pause_flow_control_key) | Pause a flow-control key |  |
| [`pin_flow_control_configuration`](Self::pin_flow_control_configuration) | Pin the limits of a flow-control key |  |
| [`reset_flow_control_rate`](Self::reset_flow_control_rate) | Reset the rate of a flow-control key |  |
| [`resume_flow_control_key`](Self::resume_flow_control_key) | Resume a flow-control key |  |
| [`unpin_flow_control_configuration`](Self::unpin_flow_control_configuration) | Unpin the limits of a flow-control key |  |
| [`get_global_parallelism`](Self::get_global_parallelism) | Get the global parallelism |  |
| **Signing Keys** | | |
| [`get_signing_keys`](Self::get_signing_keys) | Get the signing keys |  |
| [`rotate_signing_keys`](Self::rotate_signing_keys) | Rotate the signing keys |  |
| **Notify** | | |
| [`notify_event`](Self::notify_event) | Notify all waiters of an event |  |
| [`notify_workflow_run_event`](Self::notify_workflow_run_event) | Notify one run of an event |  |
| [`list_waiters`](Self::list_waiters) | List the waiters of an event |  |

# Example

```no_run
# async fn call() -> Result<(), upstash_workflow::Error> {
use upstash_workflow::Client;

let client = Client::from_env()?;
let run = client.trigger("https://app.example.com/api/workflow").text("hello").await?;
client.cancel_workflow_run().workflow_run_id(run.workflow_run_id).await?;
# Ok(())
# }
```
*/
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: ::std::sync::Arc<crate::client::Inner>,
}
impl Client {
    /**Trigger several workflow runs.

Starts a run for each entry and returns the results in the same order. An entry takes any
workflow URL, including one with a query, and headers to forward to the workflow.

An entry whose `Upstash-Workflow-RunId` is taken starts no run; its result has
`deduplicated` set. A batch is idempotent if every entry has a run id.

Fails with 400 if the list or one of its entries is invalid.

Often easier: [`trigger_batch`](Self::trigger_batch).

Sends `POST /v2/batch/trigger`.

# Parameters

- [`body`](builder::BatchTriggerWorkflowRuns::body) (required): Runs to start.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.batch_trigger_workflow_runs().body(Vec::new()).await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn batch_trigger_workflow_runs(&self) -> builder::BatchTriggerWorkflowRuns<'_> {
        builder::BatchTriggerWorkflowRuns::new(self)
    }
    /**List flow-control keys.

Lists flow-control keys with their limits, current usage and waiting messages. There are no
pages.

Some servers wrap the array in an object: `{"flowControls": [...]}`.

Sends `GET /v2/flowControl`.

# Parameters

- [`search`](builder::ListFlowControlKeys::search): Filters by part of the key.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.list_flow_control_keys().await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn list_flow_control_keys(&self) -> builder::ListFlowControlKeys<'_> {
        builder::ListFlowControlKeys::new(self)
    }
    /**Get a flow-control key.

Returns a flow-control key with its limits, current usage and waiting messages.

Fails with 400 if the key is invalid. Fails with 404 if there is no such key.

Sends `GET /v2/flowControl/{flowControlKey}`.

# Parameters

- [`flow_control_key`](builder::GetFlowControlKey::flow_control_key) (required): Sets the flow-control key.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.get_flow_control_key().flow_control_key("orders").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn get_flow_control_key(&self) -> builder::GetFlowControlKey<'_> {
        builder::GetFlowControlKey::new(self)
    }
    /**Pause a flow-control key.

Pauses delivery for a flow-control key until it is resumed. Waiting and new messages stay on
the waitlist; runs with this key stop in the meantime.

The rate period continues, and its count is kept.

Fails with 400 if the key is missing.

Sends `POST /v2/flowControl/{flowControlKey}/pause`.

# Parameters

- [`flow_control_key`](builder::PauseFlowControlKey::flow_control_key) (required): Sets the flow-control key.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.pause_flow_control_key().flow_control_key("orders").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn pause_flow_control_key(&self) -> builder::PauseFlowControlKey<'_> {
        builder::PauseFlowControlKey::new(self)
    }
    /**Pin the limits of a flow-control key.

Pins the limits of a flow-control key. Without a pin, each new message sets the limits of
its key. With one, the limits of messages are ignored until
`unpin_flow_control_configuration` is called. This raises throughput to clear a backlog, or
lowers it to protect a service, without a deployment.

Pinning also resets the rate count and starts a new period.

Fails with 400 if the key is missing, or a value is invalid.

Sends `POST /v2/flowControl/{flowControlKey}/pin`.

# Parameters

- [`flow_control_key`](builder::PinFlowControlConfiguration::flow_control_key) (required): Sets the flow-control key.
- [`parallelism`](builder::PinFlowControlConfiguration::parallelism): Pins the number of messages that run at the same time. Default: not pinned.
- [`rate`](builder::PinFlowControlConfiguration::rate): Pins the number of messages that start per period. Default: not pinned.
- [`period`](builder::PinFlowControlConfiguration::period): Sets the period of `rate` in seconds, as a plain number.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.pin_flow_control_configuration().flow_control_key("orders").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn pin_flow_control_configuration(
        &self,
    ) -> builder::PinFlowControlConfiguration<'_> {
        builder::PinFlowControlConfiguration::new(self)
    }
    /**Reset the rate of a flow-control key.

Resets the rate count of a flow-control key to zero and starts a new period. Messages that
waited for the rate limit continue. The limits stay the same.

Fails with 400 if the key is missing.

Sends `POST /v2/flowControl/{flowControlKey}/resetRate`.

# Parameters

- [`flow_control_key`](builder::ResetFlowControlRate::flow_control_key) (required): Sets the flow-control key.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.reset_flow_control_rate().flow_control_key("orders").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn reset_flow_control_rate(&self) -> builder::ResetFlowControlRate<'_> {
        builder::ResetFlowControlRate::new(self)
    }
    /**Resume a flow-control key.

Resumes delivery for a paused flow-control key, within its limits.

Fails with 400 if the key is missing.

Sends `POST /v2/flowControl/{flowControlKey}/resume`.

# Parameters

- [`flow_control_key`](builder::ResumeFlowControlKey::flow_control_key) (required): Sets the flow-control key.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.resume_flow_control_key().flow_control_key("orders").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn resume_flow_control_key(&self) -> builder::ResumeFlowControlKey<'_> {
        builder::ResumeFlowControlKey::new(self)
    }
    /**Unpin the limits of a flow-control key.

Unpins the limits of a flow-control key: messages set them again. The pinned values apply
until the next message with other limits arrives.

Set at least one of the two flags: both default to `false`.

Fails with 400 if the key is missing.

Sends `POST /v2/flowControl/{flowControlKey}/unpin`.

# Parameters

- [`flow_control_key`](builder::UnpinFlowControlConfiguration::flow_control_key) (required): Sets the flow-control key.
- [`parallelism`](builder::UnpinFlowControlConfiguration::parallelism): Unpins the parallelism limit. Default: `false`.
- [`rate`](builder::UnpinFlowControlConfiguration::rate): Unpins the rate limit. Default: `false`.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.unpin_flow_control_configuration().flow_control_key("orders").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn unpin_flow_control_configuration(
        &self,
    ) -> builder::UnpinFlowControlConfiguration<'_> {
        builder::UnpinFlowControlConfiguration::new(self)
    }
    /**Get the global parallelism.

Returns the number of messages that run over all flow-control keys, and its limit.

Sends `GET /v2/globalParallelism`.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.get_global_parallelism().await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn get_global_parallelism(&self) -> builder::GetGlobalParallelism<'_> {
        builder::GetGlobalParallelism::new(self)
    }
    /**Get the signing keys.

Returns the two keys that verify the header `Upstash-Signature` of requests from the service. Keys belong to one region. They are secrets: do not log the response.

Sends `GET /v2/keys`.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.get_signing_keys().await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn get_signing_keys(&self) -> builder::GetSigningKeys<'_> {
        builder::GetSigningKeys::new(self)
    }
    /**Rotate the signing keys.

Makes the next key the current one and creates a new next key. Receivers that know both keys
keep working.

Give every receiver the new pair before the next rotation: after two rotations the old pair
is useless. Do not repeat this request after a lost response: get the keys first. They are
secrets: do not log the response.

Sends `POST /v2/keys/rotate`.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.rotate_signing_keys().await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn rotate_signing_keys(&self) -> builder::RotateSigningKeys<'_> {
        builder::RotateSigningKeys::new(self)
    }
    /**Retry a step now.

Calls a waiting step now, for example after its cause of failure is fixed. This brings the
scheduled retry forward without adding an attempt. A sleeping step is woken.

A step waits if it has a `next_delivery_time` in the logs.

Fails with 400 if the message cannot be rescheduled, for example because it is in a queue.

Sends `POST /v2/messages/{messageId}/retry`.

# Parameters

- [`message_id`](builder::RetryStepNow::message_id) (required): Sets the message id of the waiting step: `message_id` in the logs, not the run id or `step_id`.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.retry_step_now().message_id("msg_26hZ").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn retry_step_now(&self) -> builder::RetryStepNow<'_> {
        builder::RetryStepNow::new(self)
    }
    /**Notify all waiters of an event.

Resumes every step that currently waits for an event, in any run. Each receives the request
body as event data.

**The event is not stored.** If no step waits, the response is an empty array and the event
is lost, even for a step that starts to wait right after. `notify_workflow_run_event` stores
the event for a known run.

Fails with 400 if the event id is invalid.

Sends `POST /v2/notify/{eventId}`.

# Parameters

- [`event_id`](builder::NotifyEvent::event_id) (required): Sets the id of the event that workflow code waits for.
- [`content_type`](builder::NotifyEvent::content_type): Sets the media type of the body, such as `application/json`. Default: `application/octet-stream`.
- [`body`](builder::NotifyEvent::body): Sets the payload: any bytes of any media type, passed on unchanged with their `Content-Type`.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.notify_event().event_id("order-paid").body(Vec::new()).await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn notify_event(&self) -> builder::NotifyEvent<'_> {
        builder::NotifyEvent::new(self)
    }
    /**Notify one run of an event.

Sends an event to one run. A waiting step receives the request body as event data
immediately. Otherwise the service stores the event for the step that waits for it later.

Some servers return the result in an array.

Fails with 400 if the run id or the event id is invalid.

Sends `POST /v2/notify/{workflowRunId}/{eventId}`.

# Parameters

- [`workflow_run_id`](builder::NotifyWorkflowRunEvent::workflow_run_id) (required): Sets the id of the run, as returned by trigger or the logs.
- [`event_id`](builder::NotifyWorkflowRunEvent::event_id) (required): Sets the id of the event that workflow code waits for.
- [`content_type`](builder::NotifyWorkflowRunEvent::content_type): Sets the media type of the body, such as `application/json`. Default: `application/octet-stream`.
- [`body`](builder::NotifyWorkflowRunEvent::body): Sets the payload: any bytes of any media type, passed on unchanged with their `Content-Type`.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.notify_workflow_run_event().workflow_run_id("wfr_5XAxlNBZ2f").event_id("order-paid").body(Vec::new()).await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn notify_workflow_run_event(&self) -> builder::NotifyWorkflowRunEvent<'_> {
        builder::NotifyWorkflowRunEvent::new(self)
    }
    /**Trigger a workflow run.

Starts a run of the workflow at a URL. The workflow receives the request body unchanged as
its payload.

With `run_id` the request is idempotent: a second one with the same id
starts no second run. Without it, every request starts a run.

To forward headers to the workflow, use `batch_trigger_workflow_runs`.

Fails with 400 if the workflow URL or a header is invalid.

Often easier: [`trigger`](Self::trigger).

Sends `POST /v2/trigger/{workflowUrl}`.

# Parameters

- [`workflow_url`](builder::TriggerWorkflowRun::workflow_url) (required): Sets the URL of the workflow, beginning with `http://` or `https://`. It goes on the path as it is: the service rejects a percent-encoded URL. For a URL with a query or fragment use `batch_trigger_workflow_runs`.
- [`run_id`](builder::TriggerWorkflowRun::run_id): Sets the id of the run, usually with the prefix `wfr_`, which makes the request idempotent. Default: the service generates one.
- [`retries`](builder::TriggerWorkflowRun::retries): Sets how often a failed step is retried before the run fails and moves to the DLQ. Default: 3.
- [`retry_delay`](builder::TriggerWorkflowRun::retry_delay): Sets the wait before each retry as an expression in milliseconds, such as `pow(2, retried) * 1000`. `retried` is the number of retries so far, 0 at first. Available functions: `pow`, `sqrt`, `abs`, `exp`, `floor`, `ceil`, `round`, `min`, `max`. Default: exponential backoff.
- [`delay`](builder::TriggerWorkflowRun::delay): Delays the start of the run, such as `50s` or `1d10h30m`. Units are `s`, `m`, `h` and `d`; a number without a unit is invalid. `not_before` takes precedence. Default: no delay.
- [`not_before`](builder::TriggerWorkflowRun::not_before): Sets the earliest start of the run, in unix seconds (not milliseconds). Takes precedence over `delay`. Default: no limit.
- [`label`](builder::TriggerWorkflowRun::label): Sets the labels of the run, joined with commas. Logs and DLQ can be filtered by them. A label consists of letters, digits, `_`, `.` and `-`.
- [`flow_control`](builder::TriggerWorkflowRun::flow_control): Sets the flow-control key of the run: letters, digits, `_`, `.` and `-`. Steps with the same key share its limits. Default: no flow control.
- [`failure_url`](builder::TriggerWorkflowRun::failure_url): Sets the URL that is called after the run has failed, beginning with `http://` or `https://`. Default: the failure function of the workflow's own URL. The call is billed as a message.
- [`failure_retries`](builder::TriggerWorkflowRun::failure_retries): Sets how often a failed failure callback is retried. Default: `retries`.
- [`failure_retry_delay`](builder::TriggerWorkflowRun::failure_retry_delay): Sets the wait before each retry of the failure callback, as `retry_delay` does for steps. Default: that of the run.
- [`failure_flow_control`](builder::TriggerWorkflowRun::failure_flow_control): Sets the flow-control key of the failure callback, as `flow_control` does for steps. The default is not documented.
- [`redact`](builder::TriggerWorkflowRun::redact): Hides parts of the request in logs, joined with commas: `body`, `header` for all headers, `header[Name]` for one. Default: nothing is hidden.
- [`content_type`](builder::TriggerWorkflowRun::content_type): Sets the media type of the body, such as `application/json`. Default: `application/octet-stream`.
- [`body`](builder::TriggerWorkflowRun::body): Sets the payload: any bytes of any media type, passed on unchanged with their `Content-Type`.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.trigger_workflow_run().workflow_url("https://app.example.com/api/workflow").body(Vec::new()).await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn trigger_workflow_run(&self) -> builder::TriggerWorkflowRun<'_> {
        builder::TriggerWorkflowRun::new(self)
    }
    /**List the waiters of an event.

Lists the steps that currently wait for an event, in any run. There are no pages.

Fails with 400 if the event id is invalid.

Sends `GET /v2/waiters/{eventId}`.

# Parameters

- [`event_id`](builder::ListWaiters::event_id) (required): Sets the id of the event that workflow code waits for.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.list_waiters().event_id("order-paid").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn list_waiters(&self) -> builder::ListWaiters<'_> {
        builder::ListWaiters::new(self)
    }
    /**List bulk actions.

Lists bulk operations that run or ran in the background. They are kept for 7 days.

The `state` filter applies to each page after paging: a page can be short or empty and have
a successor.

Sends `GET /v2/workflows/bulkActions`.

# Parameters

- [`cursor`](builder::ListBulkActions::cursor): Sets the start of the page: the `cursor` of the previous page. Default: the first page.
- [`count`](builder::ListBulkActions::count): Limits the bulk actions on a page. Default: 100. Values above 1000 count as 1000.
- [`state`](builder::ListBulkActions::state): Filters by state.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.list_bulk_actions().await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn list_bulk_actions(&self) -> builder::ListBulkActions<'_> {
        builder::ListBulkActions::new(self)
    }
    /**Get a bulk action.

Returns a bulk action and its progress: `processed` of `total` runs. It has ended when
`state` is `FINISHED`.

Fails with 404 if there is no such bulk action, for example because it is older than 7 days.

Often easier: [`wait_for_bulk_action`](Self::wait_for_bulk_action).

Sends `GET /v2/workflows/bulkActions/{actionId}`.

# Parameters

- [`action_id`](builder::GetBulkAction::action_id) (required): Sets the id of the bulk action: `action_id` of an asynchronous bulk cancellation.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.get_bulk_action().action_id("act_5XAxlNBZ2f").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn get_bulk_action(&self) -> builder::GetBulkAction<'_> {
        builder::GetBulkAction::new(self)
    }
    /**Delete many failed runs.

Deletes the DLQ entries with the given ids, or those that match the filters. **With neither,
it deletes every entry of this region.** A deleted entry cannot be inspected, resumed or
restarted any more.

The service ignores filters that are sent with ids. Filters can need several requests:
repeat the request with the `cursor` of the response until there is none.

Any value of a filter is enough; all filters must match. The service splits a value at
commas.

Fails with 400 if an id or a filter is invalid.

Sends `DELETE /v2/workflows/dlq`.

Without an id, a filter or [`all`](builder::BulkDeleteFailedWorkflowRuns::all) the call is refused and nothing is sent.

# Parameters

- [`dlq_ids`](builder::BulkDeleteFailedWorkflowRuns::dlq_ids): Selects DLQ entries by id. Do not combine it with filters: the service ignores them.
- [`cursor`](builder::BulkDeleteFailedWorkflowRuns::cursor): Continues after the previous request: the `cursor` of its response, with the same filters. Default: the first match.
- [`count`](builder::BulkDeleteFailedWorkflowRuns::count): Limits the entries that this request deletes; the `cursor` continues with the rest. It selects nothing: `count` alone means every entry.
- [`from_date`](builder::BulkDeleteFailedWorkflowRuns::from_date): Filters by time, in unix milliseconds, inclusive: only entries from this time on. Whether the service compares the creation time of the entry or the time of the failure is not documented.
- [`to_date`](builder::BulkDeleteFailedWorkflowRuns::to_date): Filters by time, in unix milliseconds, inclusive: only entries up to this time. Whether the service compares the creation time of the entry or the time of the failure is not documented.
- [`workflow_url`](builder::BulkDeleteFailedWorkflowRuns::workflow_url): Filters by workflow URL. Any value is enough.
- [`workflow_run_id`](builder::BulkDeleteFailedWorkflowRuns::workflow_run_id): Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
- [`workflow_created_at`](builder::BulkDeleteFailedWorkflowRuns::workflow_created_at): Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
- [`label`](builder::BulkDeleteFailedWorkflowRuns::label): Filters by label. Any value is enough.
- [`failure_function_state`](builder::BulkDeleteFailedWorkflowRuns::failure_function_state): Filters by state of the failure callback. Any value is enough.
- [`caller_ip`](builder::BulkDeleteFailedWorkflowRuns::caller_ip): Filters by the IP address that triggered the run. Any value is enough.
- [`flow_control_key`](builder::BulkDeleteFailedWorkflowRuns::flow_control_key): Filters by flow-control key. Any value is enough.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.bulk_delete_failed_workflow_runs().dlq_ids(["1752829295505-0"]).await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn bulk_delete_failed_workflow_runs(
        &self,
    ) -> builder::BulkDeleteFailedWorkflowRuns<'_> {
        builder::BulkDeleteFailedWorkflowRuns::new(self)
    }
    /**List failed runs.

Lists failed runs in the dead letter queue (DLQ) with the failed request and its response.
Entries expire: after 3 days on the free plan, after 1 week with pay-as-you-go. An entry can
be gone by the time you act on it.

A page has at most 100 entries. To find runs whose failure callback failed, filter by
`failure_function_state` with `CALLBACK_FAIL`.

Any value of a filter is enough; all filters must match. The service splits a value at
commas.

Fails with 400 if a parameter is invalid.

Sends `GET /v2/workflows/dlq`.

# Parameters

- [`cursor`](builder::ListFailedWorkflowRuns::cursor): Sets the start of the page: the `cursor` of the previous page. Default: the first page.
- [`count`](builder::ListFailedWorkflowRuns::count): Limits the entries on a page. Default and maximum: 100.
- [`from_date`](builder::ListFailedWorkflowRuns::from_date): Filters by time, in unix milliseconds, inclusive: only entries from this time on. Whether the service compares the creation time of the entry or the time of the failure is not documented.
- [`to_date`](builder::ListFailedWorkflowRuns::to_date): Filters by time, in unix milliseconds, inclusive: only entries up to this time. Whether the service compares the creation time of the entry or the time of the failure is not documented.
- [`workflow_url`](builder::ListFailedWorkflowRuns::workflow_url): Filters by workflow URL. Any value is enough.
- [`workflow_run_id`](builder::ListFailedWorkflowRuns::workflow_run_id): Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
- [`workflow_created_at`](builder::ListFailedWorkflowRuns::workflow_created_at): Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
- [`label`](builder::ListFailedWorkflowRuns::label): Filters by label. Any value is enough.
- [`failure_function_state`](builder::ListFailedWorkflowRuns::failure_function_state): Filters by state of the failure callback. Any value is enough.
- [`caller_ip`](builder::ListFailedWorkflowRuns::caller_ip): Filters by the IP address that triggered the run. Any value is enough.
- [`flow_control_key`](builder::ListFailedWorkflowRuns::flow_control_key): Filters by flow-control key. Any value is enough.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.list_failed_workflow_runs().await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn list_failed_workflow_runs(&self) -> builder::ListFailedWorkflowRuns<'_> {
        builder::ListFailedWorkflowRuns::new(self)
    }
    /**Cancel a failure callback.

Cancels the failure callback of a failed run while it is in progress:
`failureCallbackInfo.state` of the entry must be `CALLBACK_INPROGRESS`. It becomes
`CALLBACK_CANCELED` and cannot be retried.

A redirect (302) and a 2xx both mean success; the redirect is not followed.

Fails with 400 if no callback is in progress, or its data is invalid. Fails with 404 if
there is no such entry or callback.

Sends `DELETE /v2/workflows/dlq/callback/{dlqId}`.

# Parameters

- [`dlq_id`](builder::CancelFailureCallback::dlq_id) (required): Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.cancel_failure_callback().dlq_id("1752829295505-0").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn cancel_failure_callback(&self) -> builder::CancelFailureCallback<'_> {
        builder::CancelFailureCallback::new(self)
    }
    /**Retry a failure callback.

Calls the failure callback of a failed run again. `failureCallbackInfo.state` of the entry
(also `failure_function_state`) must be `CALLBACK_FAIL`. It becomes `CALLBACK_INPROGRESS`,
then `CALLBACK_SUCCESS` or `CALLBACK_FAIL`. A success means that the callback is scheduled:
read the entry again for the outcome. The run itself does not change.

There is no bulk form. To retry every failed callback, list the DLQ with
`failure_function_state` set to `CALLBACK_FAIL` and call this for each entry.

Fails with 400 if there is no failed callback: none is configured, or it is in progress, has
succeeded or was cancelled. Fails with 404 if there is no such entry, for example because it
expired after it was listed.

Often easier: [`retry_failed_callbacks`](Self::retry_failed_callbacks), [`wait_for_failure_callback`](Self::wait_for_failure_callback).

Sends `POST /v2/workflows/dlq/callback/{dlqId}`.

# Parameters

- [`dlq_id`](builder::RetryFailureCallback::dlq_id) (required): Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.retry_failure_callback().dlq_id("1752829295505-0").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn retry_failure_callback(&self) -> builder::RetryFailureCallback<'_> {
        builder::RetryFailureCallback::new(self)
    }
    /**Restart many failed runs.

Starts a new run from the beginning for each DLQ entry with the given ids, or that matches
the filters. Each run has its own id and the original payload, and executes every step
again, including those that succeeded: their effects happen twice.

**With neither ids nor filters, it restarts every entry of this region.** The service
ignores filters that are sent with ids. A request handles at most 50 entries: repeat it with
the `cursor` of the response until there is none.

Any value of a filter is enough; all filters must match. The service splits a value at
commas.

Fails with 400 if an id, a filter or a header is invalid. Fails with 404 if an id has no
entry.

Sends `POST /v2/workflows/dlq/restart`.

Without an id, a filter or [`all`](builder::BulkRestartWorkflowRuns::all) the call is refused and nothing is sent.

# Parameters

- [`dlq_ids`](builder::BulkRestartWorkflowRuns::dlq_ids): Selects DLQ entries by id. Do not combine it with filters: the service ignores them.
- [`cursor`](builder::BulkRestartWorkflowRuns::cursor): Continues after the previous request: the `cursor` of its response, with the same filters. Default: the first match.
- [`count`](builder::BulkRestartWorkflowRuns::count): Limits the runs that this request starts. At most 50 are started in any case.
- [`from_date`](builder::BulkRestartWorkflowRuns::from_date): Filters by time, in unix milliseconds, inclusive: only entries from this time on. Whether the service compares the creation time of the entry or the time of the failure is not documented.
- [`to_date`](builder::BulkRestartWorkflowRuns::to_date): Filters by time, in unix milliseconds, inclusive: only entries up to this time. Whether the service compares the creation time of the entry or the time of the failure is not documented.
- [`workflow_url`](builder::BulkRestartWorkflowRuns::workflow_url): Filters by workflow URL. Any value is enough.
- [`workflow_run_id`](builder::BulkRestartWorkflowRuns::workflow_run_id): Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
- [`workflow_created_at`](builder::BulkRestartWorkflowRuns::workflow_created_at): Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
- [`label`](builder::BulkRestartWorkflowRuns::label): Filters by label. Any value is enough.
- [`failure_function_state`](builder::BulkRestartWorkflowRuns::failure_function_state): Filters by state of the failure callback. Any value is enough.
- [`caller_ip`](builder::BulkRestartWorkflowRuns::caller_ip): Filters by the IP address that triggered the run. Any value is enough.
- [`flow_control_key`](builder::BulkRestartWorkflowRuns::flow_control_key): Filters by flow-control key. Any value is enough.
- [`retries`](builder::BulkRestartWorkflowRuns::retries): Sets how often a failed step of the new run is retried. Default: that of the failed run.
- [`delay`](builder::BulkRestartWorkflowRuns::delay): Delays the first step of the new run, such as `90s` or `1d10h30m`. Units are `s`, `m`, `h` and `d`; a number without a unit is invalid. Default: no delay.
- [`retry_delay`](builder::BulkRestartWorkflowRuns::retry_delay): Sets the wait before each retry in the new run as an expression in milliseconds; see `trigger_workflow_run`. Default: that of the failed run.
- [`flow_control`](builder::BulkRestartWorkflowRuns::flow_control): Sets the flow-control key of the new run: letters, digits, `_`, `.` and `-`. Default: that of the failed run.
- [`new_label`](builder::BulkRestartWorkflowRuns::new_label): Replaces the labels, joined with commas. A label consists of letters, digits, `_`, `.` and `-`. Default: that of the failed run.
- [`failure_url`](builder::BulkRestartWorkflowRuns::failure_url): Sets the URL that is called if the new run fails, beginning with `http://` or `https://`. Default: that of the failed run.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.bulk_restart_workflow_runs().dlq_ids(["1752829295505-0"]).await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn bulk_restart_workflow_runs(&self) -> builder::BulkRestartWorkflowRuns<'_> {
        builder::BulkRestartWorkflowRuns::new(self)
    }
    /**Restart a failed run.

Starts a new run of the workflow of a failed run, from the beginning.

The new run has its own id and the original payload. It executes every step again, including
those that succeeded: their effects happen twice.

A second request may start another run: after a lost response, check the logs first. Whether
the entry stays in the DLQ is not documented.

Fails with 400 if the id is malformed, or the entry cannot be restarted. Fails with 404 if
there is no such entry, for example because it expired.

Sends `POST /v2/workflows/dlq/restart/{dlqId}`.

# Parameters

- [`dlq_id`](builder::RestartWorkflowRun::dlq_id) (required): Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.
- [`retries`](builder::RestartWorkflowRun::retries): Sets how often a failed step of the new run is retried. Default: that of the failed run.
- [`delay`](builder::RestartWorkflowRun::delay): Delays the first step of the new run, such as `90s` or `1d10h30m`. Units are `s`, `m`, `h` and `d`; a number without a unit is invalid. Default: no delay.
- [`retry_delay`](builder::RestartWorkflowRun::retry_delay): Sets the wait before each retry in the new run as an expression in milliseconds; see `trigger_workflow_run`. Default: that of the failed run.
- [`flow_control`](builder::RestartWorkflowRun::flow_control): Sets the flow-control key of the new run: letters, digits, `_`, `.` and `-`. Default: that of the failed run.
- [`label`](builder::RestartWorkflowRun::label): Replaces the labels, joined with commas. A label consists of letters, digits, `_`, `.` and `-`. Default: that of the failed run.
- [`failure_url`](builder::RestartWorkflowRun::failure_url): Sets the URL that is called if the new run fails, beginning with `http://` or `https://`. Default: that of the failed run.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.restart_workflow_run().dlq_id("1752829295505-0").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn restart_workflow_run(&self) -> builder::RestartWorkflowRun<'_> {
        builder::RestartWorkflowRun::new(self)
    }
    /**Resume many failed runs.

Starts a new run for each DLQ entry with the given ids, or that matches the filters. Each
run has its own id, keeps the results of successful steps and continues with the failed
step. Workflow code may have changed after that step, but not before it.

**With neither ids nor filters, it resumes every entry of this region.** The service ignores
filters that are sent with ids. A request handles at most 50 entries: repeat it with the
`cursor` of the response until there is none.

Any value of a filter is enough; all filters must match. The service splits a value at
commas.

Fails with 400 if an id, a filter or a header is invalid. Fails with 404 if an id has no
entry.

Sends `POST /v2/workflows/dlq/resume`.

Without an id, a filter or [`all`](builder::BulkResumeWorkflowRuns::all) the call is refused and nothing is sent.

# Parameters

- [`dlq_ids`](builder::BulkResumeWorkflowRuns::dlq_ids): Selects DLQ entries by id. Do not combine it with filters: the service ignores them.
- [`cursor`](builder::BulkResumeWorkflowRuns::cursor): Continues after the previous request: the `cursor` of its response, with the same filters. Default: the first match.
- [`count`](builder::BulkResumeWorkflowRuns::count): Limits the runs that this request starts. At most 50 are started in any case.
- [`from_date`](builder::BulkResumeWorkflowRuns::from_date): Filters by time, in unix milliseconds, inclusive: only entries from this time on. Whether the service compares the creation time of the entry or the time of the failure is not documented.
- [`to_date`](builder::BulkResumeWorkflowRuns::to_date): Filters by time, in unix milliseconds, inclusive: only entries up to this time. Whether the service compares the creation time of the entry or the time of the failure is not documented.
- [`workflow_url`](builder::BulkResumeWorkflowRuns::workflow_url): Filters by workflow URL. Any value is enough.
- [`workflow_run_id`](builder::BulkResumeWorkflowRuns::workflow_run_id): Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
- [`workflow_created_at`](builder::BulkResumeWorkflowRuns::workflow_created_at): Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
- [`label`](builder::BulkResumeWorkflowRuns::label): Filters by label. Any value is enough.
- [`failure_function_state`](builder::BulkResumeWorkflowRuns::failure_function_state): Filters by state of the failure callback. Any value is enough.
- [`caller_ip`](builder::BulkResumeWorkflowRuns::caller_ip): Filters by the IP address that triggered the run. Any value is enough.
- [`flow_control_key`](builder::BulkResumeWorkflowRuns::flow_control_key): Filters by flow-control key. Any value is enough.
- [`retries`](builder::BulkResumeWorkflowRuns::retries): Sets how often a failed step of the new run is retried. Default: that of the failed run.
- [`delay`](builder::BulkResumeWorkflowRuns::delay): Delays the first step of the new run, such as `90s` or `1d10h30m`. Units are `s`, `m`, `h` and `d`; a number without a unit is invalid. Default: no delay.
- [`retry_delay`](builder::BulkResumeWorkflowRuns::retry_delay): Sets the wait before each retry in the new run as an expression in milliseconds; see `trigger_workflow_run`. Default: that of the failed run.
- [`flow_control`](builder::BulkResumeWorkflowRuns::flow_control): Sets the flow-control key of the new run: letters, digits, `_`, `.` and `-`. Default: that of the failed run.
- [`new_label`](builder::BulkResumeWorkflowRuns::new_label): Replaces the labels, joined with commas. A label consists of letters, digits, `_`, `.` and `-`. Default: that of the failed run.
- [`failure_url`](builder::BulkResumeWorkflowRuns::failure_url): Sets the URL that is called if the new run fails, beginning with `http://` or `https://`. Default: that of the failed run.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.bulk_resume_workflow_runs().dlq_ids(["1752829295505-0"]).await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn bulk_resume_workflow_runs(&self) -> builder::BulkResumeWorkflowRuns<'_> {
        builder::BulkResumeWorkflowRuns::new(self)
    }
    /**Resume a failed run.

Starts a new run that continues where the failed one stopped.

The new run has its own id. It keeps the results of successful steps and continues with the
failed step. Workflow code may have changed after that step, but not before it.

A second request may start another run: after a lost response, check the logs first. Whether
the entry stays in the DLQ is not documented.

Fails with 400 if the id is malformed, or the entry cannot be resumed. Fails with 404 if
there is no such entry, for example because it expired.

Sends `POST /v2/workflows/dlq/resume/{dlqId}`.

# Parameters

- [`dlq_id`](builder::ResumeWorkflowRun::dlq_id) (required): Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.
- [`retries`](builder::ResumeWorkflowRun::retries): Sets how often a failed step of the new run is retried. Default: that of the failed run.
- [`delay`](builder::ResumeWorkflowRun::delay): Delays the first step of the new run, such as `90s` or `1d10h30m`. Units are `s`, `m`, `h` and `d`; a number without a unit is invalid. Default: no delay.
- [`retry_delay`](builder::ResumeWorkflowRun::retry_delay): Sets the wait before each retry in the new run as an expression in milliseconds; see `trigger_workflow_run`. Default: that of the failed run.
- [`flow_control`](builder::ResumeWorkflowRun::flow_control): Sets the flow-control key of the new run: letters, digits, `_`, `.` and `-`. Default: that of the failed run.
- [`label`](builder::ResumeWorkflowRun::label): Replaces the labels, joined with commas. A label consists of letters, digits, `_`, `.` and `-`. Default: that of the failed run.
- [`failure_url`](builder::ResumeWorkflowRun::failure_url): Sets the URL that is called if the new run fails, beginning with `http://` or `https://`. Default: that of the failed run.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.resume_workflow_run().dlq_id("1752829295505-0").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn resume_workflow_run(&self) -> builder::ResumeWorkflowRun<'_> {
        builder::ResumeWorkflowRun::new(self)
    }
    /**Delete a failed run.

Deletes a DLQ entry. Its run cannot be resumed or restarted any more.

Fails with 400 if the id is malformed. Fails with 404 if there is no such entry, for example
because it expired.

Sends `DELETE /v2/workflows/dlq/{dlqId}`.

# Parameters

- [`dlq_id`](builder::DeleteFailedWorkflowRun::dlq_id) (required): Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.delete_failed_workflow_run().dlq_id("1752829295505-0").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn delete_failed_workflow_run(&self) -> builder::DeleteFailedWorkflowRun<'_> {
        builder::DeleteFailedWorkflowRun::new(self)
    }
    /**Get a failed run.

Returns a DLQ entry: the failed request, its response, and the failure callback.

Fails with 400 if the id is malformed. Fails with 404 if there is no such entry, for example
because it expired.

Sends `GET /v2/workflows/dlq/{dlqId}`.

# Parameters

- [`dlq_id`](builder::GetFailedWorkflowRun::dlq_id) (required): Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.get_failed_workflow_run().dlq_id("1752829295505-0").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn get_failed_workflow_run(&self) -> builder::GetFailedWorkflowRun<'_> {
        builder::GetFailedWorkflowRun::new(self)
    }
    /**List workflow runs.

Lists runs in any state with their steps. Ended runs are kept for the retention time of the
plan. A page has at most 10 runs. Request and response bodies are left out unless `trim_body`
is set.

All filters must match. A reused run id stands for several runs; `workflow_created_at` tells
them apart.

Fails with 400 if a parameter is invalid, for example an unknown state or cursor.

Often easier: [`get_run`](Self::get_run), [`wait_for_run`](Self::wait_for_run).

Sends `GET /v2/workflows/logs`.

# Parameters

- [`cursor`](builder::ListWorkflowRunLogs::cursor): Sets the start of the page: the `cursor` of the previous page. Default: the first page.
- [`count`](builder::ListWorkflowRunLogs::count): Limits the runs on a page. Default and maximum: 10.
- [`workflow_url`](builder::ListWorkflowRunLogs::workflow_url): Filters by workflow URL, which must match exactly and begin with `http://` or `https://`. Any value is enough.
- [`workflow_run_id`](builder::ListWorkflowRunLogs::workflow_run_id): Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
- [`workflow_created_at`](builder::ListWorkflowRunLogs::workflow_created_at): Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
- [`workflow_runs`](builder::ListWorkflowRunLogs::workflow_runs): Selects runs by id and creation time in unix milliseconds: pairs `id@time`, joined with commas. All other filters are ignored.
- [`state`](builder::ListWorkflowRunLogs::state): Filters by state of the run or of one of its steps.
- [`message_id`](builder::ListWorkflowRunLogs::message_id): Filters by the id of a message of the run.
- [`from_date`](builder::ListWorkflowRunLogs::from_date): Filters by time, in unix milliseconds, inclusive: only events from this time on.
- [`to_date`](builder::ListWorkflowRunLogs::to_date): Filters by time, in unix milliseconds, inclusive: only events up to this time.
- [`host`](builder::ListWorkflowRunLogs::host): Filters by host of the workflow URL. Any value is enough.
- [`path`](builder::ListWorkflowRunLogs::path): Filters by path of the workflow URL. Any value is enough.
- [`label`](builder::ListWorkflowRunLogs::label): Filters by label. Any value is enough.
- [`caller_ip`](builder::ListWorkflowRunLogs::caller_ip): Filters by the IP address that triggered the run. Any value is enough.
- [`flow_control_key`](builder::ListWorkflowRunLogs::flow_control_key): Filters by flow-control key. Any value is enough.
- [`trim_body`](builder::ListWorkflowRunLogs::trim_body): Cuts request and response bodies to this many bytes. Default: -1, which leaves them out.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.list_workflow_run_logs().await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn list_workflow_run_logs(&self) -> builder::ListWorkflowRunLogs<'_> {
        builder::ListWorkflowRunLogs::new(self)
    }
    /**Cancel many workflow runs.

Cancels the runs with the given ids, or all runs that match the filters. **With neither, it
cancels every run of the account in this region.** Cancelled runs cannot be restored.

The service ignores filters that are sent with ids. Unknown ids are skipped. There are no
pages: filters take every matching run in one request. They run in the background as a bulk
action: `cancelled` is the number of runs that matched when the request was accepted. Set
`async_` to get the `action_id` and follow the action with `get_bulk_action`.

Any value of a filter is enough; all filters must match. The service splits a value at
commas.

Sends `DELETE /v2/workflows/runs`.

Without an id, a filter or [`all`](builder::BulkCancelWorkflowRuns::all) the call is refused and nothing is sent.

# Parameters

- [`workflow_run_ids`](builder::BulkCancelWorkflowRuns::workflow_run_ids): Selects runs by id. Do not combine it with filters: the service ignores them.
- [`workflow_url`](builder::BulkCancelWorkflowRuns::workflow_url): Filters by workflow URL. Matches every URL that begins with a value, unless `workflow_url_exact_match` is `true`.
- [`workflow_url_exact_match`](builder::BulkCancelWorkflowRuns::workflow_url_exact_match): Sets whether `workflow_url` must match exactly. Default: `false`, which can match more workflows than intended.
- [`host`](builder::BulkCancelWorkflowRuns::host): Filters by host of the workflow URL. Any value is enough.
- [`path`](builder::BulkCancelWorkflowRuns::path): Filters by path of the workflow URL. Any value is enough.
- [`from_date`](builder::BulkCancelWorkflowRuns::from_date): Filters by time, in unix milliseconds: only runs from this time on.
- [`to_date`](builder::BulkCancelWorkflowRuns::to_date): Filters by time, in unix milliseconds: only runs up to this time.
- [`label`](builder::BulkCancelWorkflowRuns::label): Filters by label. Any value is enough.
- [`caller_ip`](builder::BulkCancelWorkflowRuns::caller_ip): Filters by the IP address that triggered the run. Any value is enough.
- [`flow_control_key`](builder::BulkCancelWorkflowRuns::flow_control_key): Filters by flow-control key. Any value is enough.
- [`count`](builder::BulkCancelWorkflowRuns::count): Has no effect any more: filters take every matching run. Documented default: 100.
- [`async_`](builder::BulkCancelWorkflowRuns::async_): Returns the `action_id` of the cancellation instead of waiting for it. Default: `false`.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.bulk_cancel_workflow_runs().workflow_run_ids(["wfr_5XAx"]).await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn bulk_cancel_workflow_runs(&self) -> builder::BulkCancelWorkflowRuns<'_> {
        builder::BulkCancelWorkflowRuns::new(self)
    }
    /**Cancel a workflow run.

Stops a run that has not ended: it becomes `RUN_CANCELED`, and no further step is called.

Fails with 404 if there is no such run.

Sends `DELETE /v2/workflows/runs/{workflowRunId}`.

# Parameters

- [`workflow_run_id`](builder::CancelWorkflowRun::workflow_run_id) (required): Sets the id of the run, as returned by trigger or the logs.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let answer = client.cancel_workflow_run().workflow_run_id("wfr_5XAxlNBZ2f").await?;
# drop(answer);
# Ok(())
# }
```
*/
    pub fn cancel_workflow_run(&self) -> builder::CancelWorkflowRun<'_> {
        builder::CancelWorkflowRun::new(self)
    }
}
impl ::std::fmt::Debug for Client {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        self.inner.fmt(f)
    }
}
/// What is known of each operation before a call.
pub(crate) mod operations {
    use crate::transport::{Operation, Repeat, Shape};
    use http::Method;
    pub(crate) static BATCH_TRIGGER_WORKFLOW_RUNS: Operation = Operation {
        id: "batch_trigger_workflow_runs",
        method: Method::POST,
        path: "/v2/batch/trigger",
        shape: Shape::List(None),
        repeat: Repeat::SafeWithRunIds,
        redirects: &[],
    };
    pub(crate) static LIST_FLOW_CONTROL_KEYS: Operation = Operation {
        id: "list_flow_control_keys",
        method: Method::GET,
        path: "/v2/flowControl",
        shape: Shape::List(Some("flowControls")),
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static GET_FLOW_CONTROL_KEY: Operation = Operation {
        id: "get_flow_control_key",
        method: Method::GET,
        path: "/v2/flowControl/{flowControlKey}",
        shape: Shape::Plain,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static PAUSE_FLOW_CONTROL_KEY: Operation = Operation {
        id: "pause_flow_control_key",
        method: Method::POST,
        path: "/v2/flowControl/{flowControlKey}/pause",
        shape: Shape::Empty,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static PIN_FLOW_CONTROL_CONFIGURATION: Operation = Operation {
        id: "pin_flow_control_configuration",
        method: Method::POST,
        path: "/v2/flowControl/{flowControlKey}/pin",
        shape: Shape::Empty,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static RESET_FLOW_CONTROL_RATE: Operation = Operation {
        id: "reset_flow_control_rate",
        method: Method::POST,
        path: "/v2/flowControl/{flowControlKey}/resetRate",
        shape: Shape::Empty,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static RESUME_FLOW_CONTROL_KEY: Operation = Operation {
        id: "resume_flow_control_key",
        method: Method::POST,
        path: "/v2/flowControl/{flowControlKey}/resume",
        shape: Shape::Empty,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static UNPIN_FLOW_CONTROL_CONFIGURATION: Operation = Operation {
        id: "unpin_flow_control_configuration",
        method: Method::POST,
        path: "/v2/flowControl/{flowControlKey}/unpin",
        shape: Shape::Empty,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static GET_GLOBAL_PARALLELISM: Operation = Operation {
        id: "get_global_parallelism",
        method: Method::GET,
        path: "/v2/globalParallelism",
        shape: Shape::Plain,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static GET_SIGNING_KEYS: Operation = Operation {
        id: "get_signing_keys",
        method: Method::GET,
        path: "/v2/keys",
        shape: Shape::Plain,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static ROTATE_SIGNING_KEYS: Operation = Operation {
        id: "rotate_signing_keys",
        method: Method::POST,
        path: "/v2/keys/rotate",
        shape: Shape::Plain,
        repeat: Repeat::ActsTwice,
        redirects: &[],
    };
    pub(crate) static RETRY_STEP_NOW: Operation = Operation {
        id: "retry_step_now",
        method: Method::POST,
        path: "/v2/messages/{messageId}/retry",
        shape: Shape::Empty,
        repeat: Repeat::ActsTwice,
        redirects: &[],
    };
    pub(crate) static NOTIFY_EVENT: Operation = Operation {
        id: "notify_event",
        method: Method::POST,
        path: "/v2/notify/{eventId}",
        shape: Shape::List(None),
        repeat: Repeat::ActsTwice,
        redirects: &[],
    };
    pub(crate) static NOTIFY_WORKFLOW_RUN_EVENT: Operation = Operation {
        id: "notify_workflow_run_event",
        method: Method::POST,
        path: "/v2/notify/{workflowRunId}/{eventId}",
        shape: Shape::One,
        repeat: Repeat::ActsTwice,
        redirects: &[],
    };
    pub(crate) static TRIGGER_WORKFLOW_RUN: Operation = Operation {
        id: "trigger_workflow_run",
        method: Method::POST,
        path: "/v2/trigger/{workflowUrl}",
        shape: Shape::Plain,
        repeat: Repeat::SafeWithRunId,
        redirects: &[],
    };
    pub(crate) static LIST_WAITERS: Operation = Operation {
        id: "list_waiters",
        method: Method::GET,
        path: "/v2/waiters/{eventId}",
        shape: Shape::List(None),
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static LIST_BULK_ACTIONS: Operation = Operation {
        id: "list_bulk_actions",
        method: Method::GET,
        path: "/v2/workflows/bulkActions",
        shape: Shape::Plain,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static GET_BULK_ACTION: Operation = Operation {
        id: "get_bulk_action",
        method: Method::GET,
        path: "/v2/workflows/bulkActions/{actionId}",
        shape: Shape::Plain,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static BULK_DELETE_FAILED_WORKFLOW_RUNS: Operation = Operation {
        id: "bulk_delete_failed_workflow_runs",
        method: Method::DELETE,
        path: "/v2/workflows/dlq",
        shape: Shape::Plain,
        repeat: Repeat::Bulk,
        redirects: &[],
    };
    pub(crate) static LIST_FAILED_WORKFLOW_RUNS: Operation = Operation {
        id: "list_failed_workflow_runs",
        method: Method::GET,
        path: "/v2/workflows/dlq",
        shape: Shape::Plain,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static CANCEL_FAILURE_CALLBACK: Operation = Operation {
        id: "cancel_failure_callback",
        method: Method::DELETE,
        path: "/v2/workflows/dlq/callback/{dlqId}",
        shape: Shape::Empty,
        repeat: Repeat::Safe,
        redirects: &[302u16],
    };
    pub(crate) static RETRY_FAILURE_CALLBACK: Operation = Operation {
        id: "retry_failure_callback",
        method: Method::POST,
        path: "/v2/workflows/dlq/callback/{dlqId}",
        shape: Shape::Plain,
        repeat: Repeat::ActsTwice,
        redirects: &[],
    };
    pub(crate) static BULK_RESTART_WORKFLOW_RUNS: Operation = Operation {
        id: "bulk_restart_workflow_runs",
        method: Method::POST,
        path: "/v2/workflows/dlq/restart",
        shape: Shape::Plain,
        repeat: Repeat::Bulk,
        redirects: &[],
    };
    pub(crate) static RESTART_WORKFLOW_RUN: Operation = Operation {
        id: "restart_workflow_run",
        method: Method::POST,
        path: "/v2/workflows/dlq/restart/{dlqId}",
        shape: Shape::Plain,
        repeat: Repeat::ActsTwice,
        redirects: &[],
    };
    pub(crate) static BULK_RESUME_WORKFLOW_RUNS: Operation = Operation {
        id: "bulk_resume_workflow_runs",
        method: Method::POST,
        path: "/v2/workflows/dlq/resume",
        shape: Shape::Plain,
        repeat: Repeat::Bulk,
        redirects: &[],
    };
    pub(crate) static RESUME_WORKFLOW_RUN: Operation = Operation {
        id: "resume_workflow_run",
        method: Method::POST,
        path: "/v2/workflows/dlq/resume/{dlqId}",
        shape: Shape::Plain,
        repeat: Repeat::ActsTwice,
        redirects: &[],
    };
    pub(crate) static DELETE_FAILED_WORKFLOW_RUN: Operation = Operation {
        id: "delete_failed_workflow_run",
        method: Method::DELETE,
        path: "/v2/workflows/dlq/{dlqId}",
        shape: Shape::Empty,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static GET_FAILED_WORKFLOW_RUN: Operation = Operation {
        id: "get_failed_workflow_run",
        method: Method::GET,
        path: "/v2/workflows/dlq/{dlqId}",
        shape: Shape::Plain,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static LIST_WORKFLOW_RUN_LOGS: Operation = Operation {
        id: "list_workflow_run_logs",
        method: Method::GET,
        path: "/v2/workflows/logs",
        shape: Shape::Plain,
        repeat: Repeat::Safe,
        redirects: &[],
    };
    pub(crate) static BULK_CANCEL_WORKFLOW_RUNS: Operation = Operation {
        id: "bulk_cancel_workflow_runs",
        method: Method::DELETE,
        path: "/v2/workflows/runs",
        shape: Shape::Plain,
        repeat: Repeat::Bulk,
        redirects: &[],
    };
    pub(crate) static CANCEL_WORKFLOW_RUN: Operation = Operation {
        id: "cancel_workflow_run",
        method: Method::DELETE,
        path: "/v2/workflows/runs/{workflowRunId}",
        shape: Shape::Empty,
        repeat: Repeat::Safe,
        redirects: &[],
    };
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder {
    use super::{Client, operations, types};
    use crate::transport::{Request, setter};
    use crate::{Error, ResponseValue};
    /**Builder for [`Client::batch_trigger_workflow_runs`]

[`Client::batch_trigger_workflow_runs`]: super::Client::batch_trigger_workflow_runs*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct BatchTriggerWorkflowRuns<'a> {
        client: &'a Client,
        body: Result<::std::vec::Vec<types::BatchTriggerRequest>, String>,
    }
    impl<'a> BatchTriggerWorkflowRuns<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                body: Err(String::new()),
            }
        }
        ///Runs to start.
        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<types::BatchTriggerRequest>>,
        {
            self.body = setter::required("body", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::std::vec::Vec<types::TriggeredRun>>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::BATCH_TRIGGER_WORKFLOW_RUNS,
            );
            request.json(self.body);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for BatchTriggerWorkflowRuns<'a> {
        type Output = Result<::std::vec::Vec<types::TriggeredRun>, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::list_flow_control_keys`]

[`Client::list_flow_control_keys`]: super::Client::list_flow_control_keys*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct ListFlowControlKeys<'a> {
        client: &'a Client,
        search: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ListFlowControlKeys<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self { client, search: Ok(None) }
        }
        ///Filters by part of the key.
        pub fn search<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.search = setter::optional("search", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::std::vec::Vec<types::FlowControlKey>>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::LIST_FLOW_CONTROL_KEYS,
            );
            request.query("search", "search", self.search);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for ListFlowControlKeys<'a> {
        type Output = Result<::std::vec::Vec<types::FlowControlKey>, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::get_flow_control_key`]

[`Client::get_flow_control_key`]: super::Client::get_flow_control_key*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct GetFlowControlKey<'a> {
        client: &'a Client,
        flow_control_key: Result<::std::string::String, String>,
    }
    impl<'a> GetFlowControlKey<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                flow_control_key: Err(String::new()),
            }
        }
        ///Sets the flow-control key.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.flow_control_key = setter::required("flow_control_key", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::FlowControlKey>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::GET_FLOW_CONTROL_KEY,
            );
            request.path("flow_control_key", self.flow_control_key);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for GetFlowControlKey<'a> {
        type Output = Result<types::FlowControlKey, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::pause_flow_control_key`]

[`Client::pause_flow_control_key`]: super::Client::pause_flow_control_key*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct PauseFlowControlKey<'a> {
        client: &'a Client,
        flow_control_key: Result<::std::string::String, String>,
    }
    impl<'a> PauseFlowControlKey<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                flow_control_key: Err(String::new()),
            }
        }
        ///Sets the flow-control key.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.flow_control_key = setter::required("flow_control_key", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::PAUSE_FLOW_CONTROL_KEY,
            );
            request.path("flow_control_key", self.flow_control_key);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for PauseFlowControlKey<'a> {
        type Output = Result<(), Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::pin_flow_control_configuration`]

[`Client::pin_flow_control_configuration`]: super::Client::pin_flow_control_configuration*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct PinFlowControlConfiguration<'a> {
        client: &'a Client,
        flow_control_key: Result<::std::string::String, String>,
        parallelism: Result<Option<u32>, String>,
        period: Result<Option<u32>, String>,
        rate: Result<Option<u32>, String>,
    }
    impl<'a> PinFlowControlConfiguration<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                flow_control_key: Err(String::new()),
                parallelism: Ok(None),
                period: Ok(None),
                rate: Ok(None),
            }
        }
        ///Sets the flow-control key.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.flow_control_key = setter::required("flow_control_key", value);
            self
        }
        ///Pins the number of messages that run at the same time. Default: not pinned.
        pub fn parallelism<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.parallelism = setter::optional("parallelism", value);
            self
        }
        ///Sets the period of `rate` in seconds, as a plain number.
        pub fn period<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.period = setter::optional("period", value);
            self
        }
        ///Pins the number of messages that start per period. Default: not pinned.
        pub fn rate<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.rate = setter::optional("rate", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::PIN_FLOW_CONTROL_CONFIGURATION,
            );
            request.path("flow_control_key", self.flow_control_key);
            request.query("parallelism", "parallelism", self.parallelism);
            request.query("period", "period", self.period);
            request.query("rate", "rate", self.rate);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for PinFlowControlConfiguration<'a> {
        type Output = Result<(), Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::reset_flow_control_rate`]

[`Client::reset_flow_control_rate`]: super::Client::reset_flow_control_rate*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct ResetFlowControlRate<'a> {
        client: &'a Client,
        flow_control_key: Result<::std::string::String, String>,
    }
    impl<'a> ResetFlowControlRate<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                flow_control_key: Err(String::new()),
            }
        }
        ///Sets the flow-control key.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.flow_control_key = setter::required("flow_control_key", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::RESET_FLOW_CONTROL_RATE,
            );
            request.path("flow_control_key", self.flow_control_key);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for ResetFlowControlRate<'a> {
        type Output = Result<(), Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::resume_flow_control_key`]

[`Client::resume_flow_control_key`]: super::Client::resume_flow_control_key*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct ResumeFlowControlKey<'a> {
        client: &'a Client,
        flow_control_key: Result<::std::string::String, String>,
    }
    impl<'a> ResumeFlowControlKey<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                flow_control_key: Err(String::new()),
            }
        }
        ///Sets the flow-control key.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.flow_control_key = setter::required("flow_control_key", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::RESUME_FLOW_CONTROL_KEY,
            );
            request.path("flow_control_key", self.flow_control_key);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for ResumeFlowControlKey<'a> {
        type Output = Result<(), Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::unpin_flow_control_configuration`]

[`Client::unpin_flow_control_configuration`]: super::Client::unpin_flow_control_configuration*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct UnpinFlowControlConfiguration<'a> {
        client: &'a Client,
        flow_control_key: Result<::std::string::String, String>,
        parallelism: Result<Option<bool>, String>,
        rate: Result<Option<bool>, String>,
    }
    impl<'a> UnpinFlowControlConfiguration<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                flow_control_key: Err(String::new()),
                parallelism: Ok(None),
                rate: Ok(None),
            }
        }
        ///Sets the flow-control key.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.flow_control_key = setter::required("flow_control_key", value);
            self
        }
        ///Unpins the parallelism limit. Default: `false`.
        pub fn parallelism<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.parallelism = setter::optional("parallelism", value);
            self
        }
        ///Unpins the rate limit. Default: `false`.
        pub fn rate<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.rate = setter::optional("rate", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::UNPIN_FLOW_CONTROL_CONFIGURATION,
            );
            request.path("flow_control_key", self.flow_control_key);
            request.query("parallelism", "parallelism", self.parallelism);
            request.query("rate", "rate", self.rate);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for UnpinFlowControlConfiguration<'a> {
        type Output = Result<(), Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::get_global_parallelism`]

[`Client::get_global_parallelism`]: super::Client::get_global_parallelism*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct GetGlobalParallelism<'a> {
        client: &'a Client,
    }
    impl<'a> GetGlobalParallelism<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self { client }
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::GlobalParallelism>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::GET_GLOBAL_PARALLELISM,
            );
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for GetGlobalParallelism<'a> {
        type Output = Result<types::GlobalParallelism, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::get_signing_keys`]

[`Client::get_signing_keys`]: super::Client::get_signing_keys*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct GetSigningKeys<'a> {
        client: &'a Client,
    }
    impl<'a> GetSigningKeys<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self { client }
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::SigningKeys>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(self.client, &operations::GET_SIGNING_KEYS);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for GetSigningKeys<'a> {
        type Output = Result<types::SigningKeys, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::rotate_signing_keys`]

[`Client::rotate_signing_keys`]: super::Client::rotate_signing_keys*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct RotateSigningKeys<'a> {
        client: &'a Client,
    }
    impl<'a> RotateSigningKeys<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self { client }
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::SigningKeys>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::ROTATE_SIGNING_KEYS,
            );
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for RotateSigningKeys<'a> {
        type Output = Result<types::SigningKeys, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::retry_step_now`]

[`Client::retry_step_now`]: super::Client::retry_step_now*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct RetryStepNow<'a> {
        client: &'a Client,
        message_id: Result<::std::string::String, String>,
    }
    impl<'a> RetryStepNow<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                message_id: Err(String::new()),
            }
        }
        ///Sets the message id of the waiting step: `message_id` in the logs, not the run id or `step_id`.
        pub fn message_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.message_id = setter::required("message_id", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(self.client, &operations::RETRY_STEP_NOW);
            request.path("message_id", self.message_id);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for RetryStepNow<'a> {
        type Output = Result<(), Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::notify_event`]

[`Client::notify_event`]: super::Client::notify_event*/
    #[derive(Debug)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct NotifyEvent<'a> {
        client: &'a Client,
        event_id: Result<::std::string::String, String>,
        body: Result<reqwest::Body, String>,
        content_type: Result<Option<::std::string::String>, String>,
    }
    impl<'a> NotifyEvent<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                event_id: Err(String::new()),
                body: Ok(Default::default()),
                content_type: Ok(None),
            }
        }
        ///Sets the id of the event that workflow code waits for.
        pub fn event_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.event_id = setter::required("event_id", value);
            self
        }
        ///Sets the payload: any bytes of any media type, passed on unchanged with their `Content-Type`.
        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = setter::required("body", value);
            self
        }
        /**Sets the media type of the body, such as `application/json`. Default: `application/octet-stream`.

Sent as the header `Content-Type`.*/
        pub fn content_type<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.content_type = setter::optional("content_type", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::std::vec::Vec<types::NotifyResponse>>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(self.client, &operations::NOTIFY_EVENT);
            request.path("event_id", self.event_id);
            request.header("content_type", "Content-Type", self.content_type);
            request.bytes(self.body);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for NotifyEvent<'a> {
        type Output = Result<::std::vec::Vec<types::NotifyResponse>, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::notify_workflow_run_event`]

[`Client::notify_workflow_run_event`]: super::Client::notify_workflow_run_event*/
    #[derive(Debug)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct NotifyWorkflowRunEvent<'a> {
        client: &'a Client,
        workflow_run_id: Result<::std::string::String, String>,
        event_id: Result<::std::string::String, String>,
        body: Result<reqwest::Body, String>,
        content_type: Result<Option<::std::string::String>, String>,
    }
    impl<'a> NotifyWorkflowRunEvent<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                workflow_run_id: Err(String::new()),
                event_id: Err(String::new()),
                body: Ok(Default::default()),
                content_type: Ok(None),
            }
        }
        ///Sets the id of the run, as returned by trigger or the logs.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::required("workflow_run_id", value);
            self
        }
        ///Sets the id of the event that workflow code waits for.
        pub fn event_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.event_id = setter::required("event_id", value);
            self
        }
        ///Sets the payload: any bytes of any media type, passed on unchanged with their `Content-Type`.
        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = setter::required("body", value);
            self
        }
        /**Sets the media type of the body, such as `application/json`. Default: `application/octet-stream`.

Sent as the header `Content-Type`.*/
        pub fn content_type<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.content_type = setter::optional("content_type", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::NotifyResponse>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::NOTIFY_WORKFLOW_RUN_EVENT,
            );
            request.path("workflow_run_id", self.workflow_run_id);
            request.path("event_id", self.event_id);
            request.header("content_type", "Content-Type", self.content_type);
            request.bytes(self.body);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for NotifyWorkflowRunEvent<'a> {
        type Output = Result<types::NotifyResponse, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::trigger_workflow_run`]

[`Client::trigger_workflow_run`]: super::Client::trigger_workflow_run*/
    #[derive(Debug)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct TriggerWorkflowRun<'a> {
        client: &'a Client,
        workflow_url: Result<::std::string::String, String>,
        body: Result<reqwest::Body, String>,
        content_type: Result<Option<::std::string::String>, String>,
        delay: Result<Option<::std::time::Duration>, String>,
        failure_flow_control: Result<Option<crate::FlowControl>, String>,
        failure_retries: Result<Option<u32>, String>,
        failure_retry_delay: Result<Option<::std::string::String>, String>,
        failure_url: Result<Option<::std::string::String>, String>,
        flow_control: Result<Option<crate::FlowControl>, String>,
        label: Result<Option<crate::List<String>>, String>,
        not_before: Result<Option<crate::UnixSeconds>, String>,
        redact: Result<Option<crate::Redact>, String>,
        retries: Result<Option<u32>, String>,
        retry_delay: Result<Option<::std::string::String>, String>,
        run_id: Result<Option<::std::string::String>, String>,
    }
    impl<'a> TriggerWorkflowRun<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                workflow_url: Err(String::new()),
                body: Ok(Default::default()),
                content_type: Ok(None),
                delay: Ok(None),
                failure_flow_control: Ok(None),
                failure_retries: Ok(None),
                failure_retry_delay: Ok(None),
                failure_url: Ok(None),
                flow_control: Ok(None),
                label: Ok(None),
                not_before: Ok(None),
                redact: Ok(None),
                retries: Ok(None),
                retry_delay: Ok(None),
                run_id: Ok(None),
            }
        }
        ///Sets the URL of the workflow, beginning with `http://` or `https://`. It goes on the path as it is: the service rejects a percent-encoded URL. For a URL with a query or fragment use `batch_trigger_workflow_runs`.
        pub fn workflow_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_url = setter::required("workflow_url", value);
            self
        }
        ///Sets the payload: any bytes of any media type, passed on unchanged with their `Content-Type`.
        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = setter::required("body", value);
            self
        }
        /**Sets the media type of the body, such as `application/json`. Default: `application/octet-stream`.

Sent as the header `Content-Type`.*/
        pub fn content_type<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.content_type = setter::optional("content_type", value);
            self
        }
        /**Delays the start of the run, such as `50s` or `1d10h30m`. Units are `s`, `m`, `h` and `d`; a number without a unit is invalid. `not_before` takes precedence. Default: no delay.

Sent as the header `Upstash-Delay`.*/
        pub fn delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::time::Duration>,
        {
            self.delay = setter::optional("delay", value);
            self
        }
        /**Sets the flow-control key of the failure callback, as `flow_control` does for steps. The default is not documented.

Sent as the header `Upstash-Failure-Callback-Flow-Control-Key`.*/
        pub fn failure_flow_control<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::FlowControl>,
        {
            self.failure_flow_control = setter::optional("failure_flow_control", value);
            self
        }
        /**Sets how often a failed failure callback is retried. Default: `retries`.

Sent as the header `Upstash-Failure-Callback-Retries`.*/
        pub fn failure_retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.failure_retries = setter::optional("failure_retries", value);
            self
        }
        /**Sets the wait before each retry of the failure callback, as `retry_delay` does for steps. Default: that of the run.

Sent as the header `Upstash-Failure-Callback-Retry-Delay`.*/
        pub fn failure_retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.failure_retry_delay = setter::optional("failure_retry_delay", value);
            self
        }
        /**Sets the URL that is called after the run has failed, beginning with `http://` or `https://`. Default: the failure function of the workflow's own URL. The call is billed as a message.

Sent as the header `Upstash-Failure-Callback`.*/
        pub fn failure_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.failure_url = setter::optional("failure_url", value);
            self
        }
        /**Sets the flow-control key of the run: letters, digits, `_`, `.` and `-`. Steps with the same key share its limits. Default: no flow control.

Sent as the header `Upstash-Flow-Control-Key`.*/
        pub fn flow_control<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::FlowControl>,
        {
            self.flow_control = setter::optional("flow_control", value);
            self
        }
        /**Sets the labels of the run, joined with commas. Logs and DLQ can be filtered by them. A label consists of letters, digits, `_`, `.` and `-`.

Sent as the header `Upstash-Label`.*/
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        /**Sets the earliest start of the run, in unix seconds (not milliseconds). Takes precedence over `delay`. Default: no limit.

Sent as the header `Upstash-Not-Before`.*/
        pub fn not_before<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixSeconds>,
        {
            self.not_before = setter::optional("not_before", value);
            self
        }
        /**Hides parts of the request in logs, joined with commas: `body`, `header` for all headers, `header[Name]` for one. Default: nothing is hidden.

Sent as the header `Upstash-Redact-Fields`.*/
        pub fn redact<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::Redact>,
        {
            self.redact = setter::optional("redact", value);
            self
        }
        /**Sets how often a failed step is retried before the run fails and moves to the DLQ. Default: 3.

Sent as the header `Upstash-Retries`.*/
        pub fn retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.retries = setter::optional("retries", value);
            self
        }
        /**Sets the wait before each retry as an expression in milliseconds, such as `pow(2, retried) * 1000`. `retried` is the number of retries so far, 0 at first. Available functions: `pow`, `sqrt`, `abs`, `exp`, `floor`, `ceil`, `round`, `min`, `max`. Default: exponential backoff.

Sent as the header `Upstash-Retry-Delay`.*/
        pub fn retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.retry_delay = setter::optional("retry_delay", value);
            self
        }
        /**Sets the id of the run, usually with the prefix `wfr_`, which makes the request idempotent. Default: the service generates one.

Sent as the header `Upstash-Workflow-RunId`.*/
        pub fn run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.run_id = setter::optional("run_id", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::TriggeredRun>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::TRIGGER_WORKFLOW_RUN,
            );
            request.url_path("workflow_url", self.workflow_url);
            request.header("content_type", "Content-Type", self.content_type);
            request.header("delay", "Upstash-Delay", self.delay);
            request
                .header(
                    "failure_flow_control",
                    "Upstash-Failure-Callback-Flow-Control-Key",
                    self.failure_flow_control,
                );
            request
                .header(
                    "failure_retries",
                    "Upstash-Failure-Callback-Retries",
                    self.failure_retries,
                );
            request
                .header(
                    "failure_retry_delay",
                    "Upstash-Failure-Callback-Retry-Delay",
                    self.failure_retry_delay,
                );
            request.header("failure_url", "Upstash-Failure-Callback", self.failure_url);
            request
                .header("flow_control", "Upstash-Flow-Control-Key", self.flow_control);
            request.header("label", "Upstash-Label", self.label);
            request.header("not_before", "Upstash-Not-Before", self.not_before);
            request.header("redact", "Upstash-Redact-Fields", self.redact);
            request.header("retries", "Upstash-Retries", self.retries);
            request.header("retry_delay", "Upstash-Retry-Delay", self.retry_delay);
            request.header("run_id", "Upstash-Workflow-RunId", self.run_id);
            request.bytes(self.body);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for TriggerWorkflowRun<'a> {
        type Output = Result<types::TriggeredRun, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::list_waiters`]

[`Client::list_waiters`]: super::Client::list_waiters*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct ListWaiters<'a> {
        client: &'a Client,
        event_id: Result<::std::string::String, String>,
    }
    impl<'a> ListWaiters<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                event_id: Err(String::new()),
            }
        }
        ///Sets the id of the event that workflow code waits for.
        pub fn event_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.event_id = setter::required("event_id", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::std::vec::Vec<types::Waiter>>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(self.client, &operations::LIST_WAITERS);
            request.path("event_id", self.event_id);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for ListWaiters<'a> {
        type Output = Result<::std::vec::Vec<types::Waiter>, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::list_bulk_actions`]

[`Client::list_bulk_actions`]: super::Client::list_bulk_actions*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct ListBulkActions<'a> {
        client: &'a Client,
        count: Result<Option<u32>, String>,
        cursor: Result<Option<::std::string::String>, String>,
        state: Result<Option<crate::types::BulkActionState>, String>,
    }
    impl<'a> ListBulkActions<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                count: Ok(None),
                cursor: Ok(None),
                state: Ok(None),
            }
        }
        ///Limits the bulk actions on a page. Default: 100. Values above 1000 count as 1000.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Sets the start of the page: the `cursor` of the previous page. Default: the first page.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        ///Filters by state.
        pub fn state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::types::BulkActionState>,
        {
            self.state = setter::optional("state", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::BulkActionPage>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(self.client, &operations::LIST_BULK_ACTIONS);
            request.query("count", "count", self.count);
            request.query("cursor", "cursor", self.cursor);
            request.query("state", "state", self.state);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for ListBulkActions<'a> {
        type Output = Result<types::BulkActionPage, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    impl<'a> ListBulkActions<'a> {
        /**Returns the pages one by one: each request continues where the one before ended.

# Errors
The error of a request comes in place of its page and ends the stream.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
use futures::TryStreamExt;

let mut pages = client.list_bulk_actions().by_page();
while let Some(page) = pages.try_next().await? {
    println!("{page:?}");
}
# Ok(())
# }
```
*/
        pub fn by_page(mut self) -> crate::Pages<types::BulkActionPage> {
            let cursor = ::std::mem::replace(&mut self.cursor, Ok(None));
            crate::Pages::new(self.request(), cursor)
        }
        /**Returns the items of all pages, one by one. The next page is requested while the current one is consumed; see [`Items`](crate::Items).

# Errors
An error comes after the items before it and ends the stream.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
use futures::TryStreamExt;

let mut items = client.list_bulk_actions().stream();
while let Some(item) = items.try_next().await? {
    println!("{item:?}");
}
# Ok(())
# }
```
*/
        pub fn stream(self) -> crate::Items<types::BulkActionPage> {
            crate::Items::new(self.by_page())
        }
    }
    /**Builder for [`Client::get_bulk_action`]

[`Client::get_bulk_action`]: super::Client::get_bulk_action*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct GetBulkAction<'a> {
        client: &'a Client,
        action_id: Result<::std::string::String, String>,
    }
    impl<'a> GetBulkAction<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                action_id: Err(String::new()),
            }
        }
        ///Sets the id of the bulk action: `action_id` of an asynchronous bulk cancellation.
        pub fn action_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.action_id = setter::required("action_id", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::BulkAction>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(self.client, &operations::GET_BULK_ACTION);
            request.path("action_id", self.action_id);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for GetBulkAction<'a> {
        type Output = Result<types::BulkAction, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::bulk_delete_failed_workflow_runs`]

[`Client::bulk_delete_failed_workflow_runs`]: super::Client::bulk_delete_failed_workflow_runs*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct BulkDeleteFailedWorkflowRuns<'a> {
        client: &'a Client,
        all: bool,
        caller_ip: Result<Option<crate::List<String>>, String>,
        count: Result<Option<u32>, String>,
        cursor: Result<Option<::std::string::String>, String>,
        dlq_ids: Result<Option<crate::List<String>>, String>,
        failure_function_state: Result<
            Option<crate::List<crate::types::FailureCallbackState>>,
            String,
        >,
        flow_control_key: Result<Option<crate::List<String>>, String>,
        from_date: Result<Option<crate::UnixMillis>, String>,
        label: Result<Option<crate::List<String>>, String>,
        to_date: Result<Option<crate::UnixMillis>, String>,
        workflow_created_at: Result<Option<crate::UnixMillis>, String>,
        workflow_run_id: Result<Option<::std::string::String>, String>,
        workflow_url: Result<Option<crate::List<String>>, String>,
    }
    impl<'a> BulkDeleteFailedWorkflowRuns<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                all: false,
                caller_ip: Ok(None),
                count: Ok(None),
                cursor: Ok(None),
                dlq_ids: Ok(None),
                failure_function_state: Ok(None),
                flow_control_key: Ok(None),
                from_date: Ok(None),
                label: Ok(None),
                to_date: Ok(None),
                workflow_created_at: Ok(None),
                workflow_run_id: Ok(None),
                workflow_url: Ok(None),
            }
        }
        ///Filters by the IP address that triggered the run. Any value is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Limits the entries that this request deletes; the `cursor` continues with the rest. It selects nothing: `count` alone means every entry.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Continues after the previous request: the `cursor` of its response, with the same filters. Default: the first match.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        ///Selects DLQ entries by id. Do not combine it with filters: the service ignores them.
        pub fn dlq_ids<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.dlq_ids, "dlq_ids", value);
            self
        }
        ///Filters by state of the failure callback. Any value is enough.
        pub fn failure_function_state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<crate::types::FailureCallbackState>>,
        {
            setter::add(
                &mut self.failure_function_state,
                "failure_function_state",
                value,
            );
            self
        }
        ///Filters by flow-control key. Any value is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only entries from this time on. Whether the service compares the creation time of the entry or the time of the failure is not documented.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Filters by label. Any value is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only entries up to this time. Whether the service compares the creation time of the entry or the time of the failure is not documented.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        ///Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
        pub fn workflow_created_at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.workflow_created_at = setter::optional("workflow_created_at", value);
            self
        }
        ///Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::optional("workflow_run_id", value);
            self
        }
        ///Filters by workflow URL. Any value is enough.
        pub fn workflow_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.workflow_url, "workflow_url", value);
            self
        }
        ///Selects everything there is, in so many words. It excludes every other selector.
        pub fn all(mut self) -> Self {
            self.all = true;
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::BulkDeleteResult>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::BULK_DELETE_FAILED_WORKFLOW_RUNS,
            );
            request.filter("caller_ip", "callerIp", self.caller_ip);
            request.query("count", "count", self.count);
            request.query("cursor", "cursor", self.cursor);
            request.ids("dlq_ids", "dlqIds", self.dlq_ids);
            request
                .filter(
                    "failure_function_state",
                    "failureFunctionState",
                    self.failure_function_state,
                );
            request.filter("flow_control_key", "flowControlKey", self.flow_control_key);
            request.filter("from_date", "fromDate", self.from_date);
            request.filter("label", "label", self.label);
            request.filter("to_date", "toDate", self.to_date);
            request
                .filter(
                    "workflow_created_at",
                    "workflowCreatedAt",
                    self.workflow_created_at,
                );
            request.filter("workflow_run_id", "workflowRunId", self.workflow_run_id);
            request.filter("workflow_url", "workflowUrl", self.workflow_url);
            request.selected(self.all);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for BulkDeleteFailedWorkflowRuns<'a> {
        type Output = Result<types::BulkDeleteResult, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    impl<'a> BulkDeleteFailedWorkflowRuns<'a> {
        /**Returns the pages one by one: each request continues where the one before ended.

# Errors
The error of a request comes in place of its page and ends the stream.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
use futures::TryStreamExt;

let mut pages = client.bulk_delete_failed_workflow_runs().dlq_ids(["1752829295505-0"]).by_page();
while let Some(page) = pages.try_next().await? {
    println!("{page:?}");
}
# Ok(())
# }
```
*/
        pub fn by_page(mut self) -> crate::Pages<types::BulkDeleteResult> {
            let cursor = ::std::mem::replace(&mut self.cursor, Ok(None));
            crate::Pages::new(self.request(), cursor)
        }
        /**Sends the request again with the cursor of its response until there is none, and returns the sum of the responses.

# Errors
As for a single request. What the requests before it did stays done; [`Error::drained`](crate::Error::drained) returns it.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let total = client.bulk_delete_failed_workflow_runs().dlq_ids(["1752829295505-0"]).drain().await?;
println!("{total:?}");
# Ok(())
# }
```
*/
        pub async fn drain(self) -> Result<types::BulkDeleteResult, Error> {
            crate::pages::drain(self.by_page()).await
        }
    }
    /**Builder for [`Client::list_failed_workflow_runs`]

[`Client::list_failed_workflow_runs`]: super::Client::list_failed_workflow_runs*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct ListFailedWorkflowRuns<'a> {
        client: &'a Client,
        caller_ip: Result<Option<crate::List<String>>, String>,
        count: Result<Option<u32>, String>,
        cursor: Result<Option<::std::string::String>, String>,
        failure_function_state: Result<
            Option<crate::List<crate::types::FailureCallbackState>>,
            String,
        >,
        flow_control_key: Result<Option<crate::List<String>>, String>,
        from_date: Result<Option<crate::UnixMillis>, String>,
        label: Result<Option<crate::List<String>>, String>,
        to_date: Result<Option<crate::UnixMillis>, String>,
        workflow_created_at: Result<Option<crate::UnixMillis>, String>,
        workflow_run_id: Result<Option<::std::string::String>, String>,
        workflow_url: Result<Option<crate::List<String>>, String>,
    }
    impl<'a> ListFailedWorkflowRuns<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                caller_ip: Ok(None),
                count: Ok(None),
                cursor: Ok(None),
                failure_function_state: Ok(None),
                flow_control_key: Ok(None),
                from_date: Ok(None),
                label: Ok(None),
                to_date: Ok(None),
                workflow_created_at: Ok(None),
                workflow_run_id: Ok(None),
                workflow_url: Ok(None),
            }
        }
        ///Filters by the IP address that triggered the run. Any value is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Limits the entries on a page. Default and maximum: 100.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Sets the start of the page: the `cursor` of the previous page. Default: the first page.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        ///Filters by state of the failure callback. Any value is enough.
        pub fn failure_function_state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<crate::types::FailureCallbackState>>,
        {
            setter::add(
                &mut self.failure_function_state,
                "failure_function_state",
                value,
            );
            self
        }
        ///Filters by flow-control key. Any value is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only entries from this time on. Whether the service compares the creation time of the entry or the time of the failure is not documented.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Filters by label. Any value is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only entries up to this time. Whether the service compares the creation time of the entry or the time of the failure is not documented.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        ///Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
        pub fn workflow_created_at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.workflow_created_at = setter::optional("workflow_created_at", value);
            self
        }
        ///Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::optional("workflow_run_id", value);
            self
        }
        ///Filters by workflow URL. Any value is enough.
        pub fn workflow_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.workflow_url, "workflow_url", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::WorkflowDlqPage>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::LIST_FAILED_WORKFLOW_RUNS,
            );
            request.query("caller_ip", "callerIp", self.caller_ip);
            request.query("count", "count", self.count);
            request.query("cursor", "cursor", self.cursor);
            request
                .query(
                    "failure_function_state",
                    "failureFunctionState",
                    self.failure_function_state,
                );
            request.query("flow_control_key", "flowControlKey", self.flow_control_key);
            request.query("from_date", "fromDate", self.from_date);
            request.query("label", "label", self.label);
            request.query("to_date", "toDate", self.to_date);
            request
                .query(
                    "workflow_created_at",
                    "workflowCreatedAt",
                    self.workflow_created_at,
                );
            request.query("workflow_run_id", "workflowRunId", self.workflow_run_id);
            request.query("workflow_url", "workflowUrl", self.workflow_url);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for ListFailedWorkflowRuns<'a> {
        type Output = Result<types::WorkflowDlqPage, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    impl<'a> ListFailedWorkflowRuns<'a> {
        /**Returns the pages one by one: each request continues where the one before ended.

# Errors
The error of a request comes in place of its page and ends the stream.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
use futures::TryStreamExt;

let mut pages = client.list_failed_workflow_runs().by_page();
while let Some(page) = pages.try_next().await? {
    println!("{page:?}");
}
# Ok(())
# }
```
*/
        pub fn by_page(mut self) -> crate::Pages<types::WorkflowDlqPage> {
            let cursor = ::std::mem::replace(&mut self.cursor, Ok(None));
            crate::Pages::new(self.request(), cursor)
        }
        /**Returns the items of all pages, one by one. The next page is requested while the current one is consumed; see [`Items`](crate::Items).

# Errors
An error comes after the items before it and ends the stream.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
use futures::TryStreamExt;

let mut items = client.list_failed_workflow_runs().stream();
while let Some(item) = items.try_next().await? {
    println!("{item:?}");
}
# Ok(())
# }
```
*/
        pub fn stream(self) -> crate::Items<types::WorkflowDlqPage> {
            crate::Items::new(self.by_page())
        }
    }
    impl<'a> crate::RetryFailedCallbacks<'a> {
        ///Filters by the IP address that triggered the run. Any value is enough.
        pub fn caller_ip(mut self, value: impl TryInto<crate::List<String>>) -> Self {
            self.list = self.list.caller_ip(value);
            self
        }
        ///Filters by flow-control key. Any value is enough.
        pub fn flow_control_key(
            mut self,
            value: impl TryInto<crate::List<String>>,
        ) -> Self {
            self.list = self.list.flow_control_key(value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only entries from this time on. Whether the service compares the creation time of the entry or the time of the failure is not documented.
        pub fn from_date(mut self, value: impl TryInto<crate::UnixMillis>) -> Self {
            self.list = self.list.from_date(value);
            self
        }
        ///Filters by label. Any value is enough.
        pub fn label(mut self, value: impl TryInto<crate::List<String>>) -> Self {
            self.list = self.list.label(value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only entries up to this time. Whether the service compares the creation time of the entry or the time of the failure is not documented.
        pub fn to_date(mut self, value: impl TryInto<crate::UnixMillis>) -> Self {
            self.list = self.list.to_date(value);
            self
        }
        ///Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
        pub fn workflow_created_at(
            mut self,
            value: impl TryInto<crate::UnixMillis>,
        ) -> Self {
            self.list = self.list.workflow_created_at(value);
            self
        }
        ///Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
        pub fn workflow_run_id(
            mut self,
            value: impl TryInto<::std::string::String>,
        ) -> Self {
            self.list = self.list.workflow_run_id(value);
            self
        }
        ///Filters by workflow URL. Any value is enough.
        pub fn workflow_url(mut self, value: impl TryInto<crate::List<String>>) -> Self {
            self.list = self.list.workflow_url(value);
            self
        }
        /// Refuses a filter without a value: the job would act on everything.
        pub(crate) fn check_filters(&self) -> Result<(), String> {
            if let Ok(Some(filter)) = &self.list.caller_ip {
                crate::transport::validate::selects("caller_ip", filter)?;
            }
            if let Ok(Some(filter)) = &self.list.flow_control_key {
                crate::transport::validate::selects("flow_control_key", filter)?;
            }
            if let Ok(Some(filter)) = &self.list.from_date {
                crate::transport::validate::selects("from_date", filter)?;
            }
            if let Ok(Some(filter)) = &self.list.label {
                crate::transport::validate::selects("label", filter)?;
            }
            if let Ok(Some(filter)) = &self.list.to_date {
                crate::transport::validate::selects("to_date", filter)?;
            }
            if let Ok(Some(filter)) = &self.list.workflow_created_at {
                crate::transport::validate::selects("workflow_created_at", filter)?;
            }
            if let Ok(Some(filter)) = &self.list.workflow_run_id {
                crate::transport::validate::selects("workflow_run_id", filter)?;
            }
            if let Ok(Some(filter)) = &self.list.workflow_url {
                crate::transport::validate::selects("workflow_url", filter)?;
            }
            Ok(())
        }
        /// The list, requested by another client.
        pub(crate) fn list_of<'b>(
            &self,
            client: &'b Client,
        ) -> ListFailedWorkflowRuns<'b>
        where
            'a: 'b,
        {
            ListFailedWorkflowRuns {
                client,
                ..self.list.clone()
            }
        }
    }
    /**Builder for [`Client::cancel_failure_callback`]

[`Client::cancel_failure_callback`]: super::Client::cancel_failure_callback*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct CancelFailureCallback<'a> {
        client: &'a Client,
        dlq_id: Result<::std::string::String, String>,
    }
    impl<'a> CancelFailureCallback<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                dlq_id: Err(String::new()),
            }
        }
        ///Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.
        pub fn dlq_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.dlq_id = setter::required("dlq_id", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::CANCEL_FAILURE_CALLBACK,
            );
            request.path("dlq_id", self.dlq_id);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for CancelFailureCallback<'a> {
        type Output = Result<(), Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::retry_failure_callback`]

[`Client::retry_failure_callback`]: super::Client::retry_failure_callback*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct RetryFailureCallback<'a> {
        client: &'a Client,
        dlq_id: Result<::std::string::String, String>,
    }
    impl<'a> RetryFailureCallback<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                dlq_id: Err(String::new()),
            }
        }
        ///Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.
        pub fn dlq_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.dlq_id = setter::required("dlq_id", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::RunReference>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::RETRY_FAILURE_CALLBACK,
            );
            request.path("dlq_id", self.dlq_id);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for RetryFailureCallback<'a> {
        type Output = Result<types::RunReference, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::bulk_restart_workflow_runs`]

[`Client::bulk_restart_workflow_runs`]: super::Client::bulk_restart_workflow_runs*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct BulkRestartWorkflowRuns<'a> {
        client: &'a Client,
        all: bool,
        caller_ip: Result<Option<crate::List<String>>, String>,
        count: Result<Option<u32>, String>,
        cursor: Result<Option<::std::string::String>, String>,
        delay: Result<Option<::std::time::Duration>, String>,
        dlq_ids: Result<Option<crate::List<String>>, String>,
        failure_function_state: Result<
            Option<crate::List<crate::types::FailureCallbackState>>,
            String,
        >,
        failure_url: Result<Option<::std::string::String>, String>,
        flow_control: Result<Option<crate::FlowControl>, String>,
        flow_control_key: Result<Option<crate::List<String>>, String>,
        from_date: Result<Option<crate::UnixMillis>, String>,
        label: Result<Option<crate::List<String>>, String>,
        new_label: Result<Option<crate::List<String>>, String>,
        retries: Result<Option<u32>, String>,
        retry_delay: Result<Option<::std::string::String>, String>,
        to_date: Result<Option<crate::UnixMillis>, String>,
        workflow_created_at: Result<Option<crate::UnixMillis>, String>,
        workflow_run_id: Result<Option<::std::string::String>, String>,
        workflow_url: Result<Option<crate::List<String>>, String>,
    }
    impl<'a> BulkRestartWorkflowRuns<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                all: false,
                caller_ip: Ok(None),
                count: Ok(None),
                cursor: Ok(None),
                delay: Ok(None),
                dlq_ids: Ok(None),
                failure_function_state: Ok(None),
                failure_url: Ok(None),
                flow_control: Ok(None),
                flow_control_key: Ok(None),
                from_date: Ok(None),
                label: Ok(None),
                new_label: Ok(None),
                retries: Ok(None),
                retry_delay: Ok(None),
                to_date: Ok(None),
                workflow_created_at: Ok(None),
                workflow_run_id: Ok(None),
                workflow_url: Ok(None),
            }
        }
        ///Filters by the IP address that triggered the run. Any value is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Limits the runs that this request starts. At most 50 are started in any case.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Continues after the previous request: the `cursor` of its response, with the same filters. Default: the first match.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        /**Delays the first step of the new run, such as `90s` or `1d10h30m`. Units are `s`, `m`, `h` and `d`; a number without a unit is invalid. Default: no delay.

Sent as the header `Upstash-Delay`.*/
        pub fn delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::time::Duration>,
        {
            self.delay = setter::optional("delay", value);
            self
        }
        ///Selects DLQ entries by id. Do not combine it with filters: the service ignores them.
        pub fn dlq_ids<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.dlq_ids, "dlq_ids", value);
            self
        }
        ///Filters by state of the failure callback. Any value is enough.
        pub fn failure_function_state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<crate::types::FailureCallbackState>>,
        {
            setter::add(
                &mut self.failure_function_state,
                "failure_function_state",
                value,
            );
            self
        }
        /**Sets the URL that is called if the new run fails, beginning with `http://` or `https://`. Default: that of the failed run.

Sent as the header `Upstash-Failure-Callback`.*/
        pub fn failure_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.failure_url = setter::optional("failure_url", value);
            self
        }
        /**Sets the flow-control key of the new run: letters, digits, `_`, `.` and `-`. Default: that of the failed run.

Sent as the header `Upstash-Flow-Control-Key`.*/
        pub fn flow_control<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::FlowControl>,
        {
            self.flow_control = setter::optional("flow_control", value);
            self
        }
        ///Filters by flow-control key. Any value is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only entries from this time on. Whether the service compares the creation time of the entry or the time of the failure is not documented.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Filters by label. Any value is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        /**Replaces the labels, joined with commas. A label consists of letters, digits, `_`, `.` and `-`. Default: that of the failed run.

Sent as the header `Upstash-Label`.*/
        pub fn new_label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.new_label, "new_label", value);
            self
        }
        /**Sets how often a failed step of the new run is retried. Default: that of the failed run.

Sent as the header `Upstash-Retries`.*/
        pub fn retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.retries = setter::optional("retries", value);
            self
        }
        /**Sets the wait before each retry in the new run as an expression in milliseconds; see `trigger_workflow_run`. Default: that of the failed run.

Sent as the header `Upstash-Retry-Delay`.*/
        pub fn retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.retry_delay = setter::optional("retry_delay", value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only entries up to this time. Whether the service compares the creation time of the entry or the time of the failure is not documented.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        ///Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
        pub fn workflow_created_at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.workflow_created_at = setter::optional("workflow_created_at", value);
            self
        }
        ///Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::optional("workflow_run_id", value);
            self
        }
        ///Filters by workflow URL. Any value is enough.
        pub fn workflow_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.workflow_url, "workflow_url", value);
            self
        }
        ///Selects everything there is, in so many words. It excludes every other selector.
        pub fn all(mut self) -> Self {
            self.all = true;
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::BulkRunResult>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::BULK_RESTART_WORKFLOW_RUNS,
            );
            request.filter("caller_ip", "callerIp", self.caller_ip);
            request.query("count", "count", self.count);
            request.query("cursor", "cursor", self.cursor);
            request.header("delay", "Upstash-Delay", self.delay);
            request.ids("dlq_ids", "dlqIds", self.dlq_ids);
            request
                .filter(
                    "failure_function_state",
                    "failureFunctionState",
                    self.failure_function_state,
                );
            request.header("failure_url", "Upstash-Failure-Callback", self.failure_url);
            request
                .header("flow_control", "Upstash-Flow-Control-Key", self.flow_control);
            request.filter("flow_control_key", "flowControlKey", self.flow_control_key);
            request.filter("from_date", "fromDate", self.from_date);
            request.filter("label", "label", self.label);
            request.header("new_label", "Upstash-Label", self.new_label);
            request.header("retries", "Upstash-Retries", self.retries);
            request.header("retry_delay", "Upstash-Retry-Delay", self.retry_delay);
            request.filter("to_date", "toDate", self.to_date);
            request
                .filter(
                    "workflow_created_at",
                    "workflowCreatedAt",
                    self.workflow_created_at,
                );
            request.filter("workflow_run_id", "workflowRunId", self.workflow_run_id);
            request.filter("workflow_url", "workflowUrl", self.workflow_url);
            request.selected(self.all);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for BulkRestartWorkflowRuns<'a> {
        type Output = Result<types::BulkRunResult, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    impl<'a> BulkRestartWorkflowRuns<'a> {
        /**Returns the pages one by one: each request continues where the one before ended.

# Errors
The error of a request comes in place of its page and ends the stream.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
use futures::TryStreamExt;

let mut pages = client.bulk_restart_workflow_runs().dlq_ids(["1752829295505-0"]).by_page();
while let Some(page) = pages.try_next().await? {
    println!("{page:?}");
}
# Ok(())
# }
```
*/
        pub fn by_page(mut self) -> crate::Pages<types::BulkRunResult> {
            let cursor = ::std::mem::replace(&mut self.cursor, Ok(None));
            crate::Pages::new(self.request(), cursor)
        }
        /**Sends the request again with the cursor of its response until there is none, and returns the sum of the responses.

# Errors
As for a single request. What the requests before it did stays done; [`Error::drained`](crate::Error::drained) returns it.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let total = client.bulk_restart_workflow_runs().dlq_ids(["1752829295505-0"]).drain().await?;
println!("{total:?}");
# Ok(())
# }
```
*/
        pub async fn drain(self) -> Result<types::BulkRunResult, Error> {
            crate::pages::drain(self.by_page()).await
        }
    }
    /**Builder for [`Client::restart_workflow_run`]

[`Client::restart_workflow_run`]: super::Client::restart_workflow_run*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct RestartWorkflowRun<'a> {
        client: &'a Client,
        dlq_id: Result<::std::string::String, String>,
        delay: Result<Option<::std::time::Duration>, String>,
        failure_url: Result<Option<::std::string::String>, String>,
        flow_control: Result<Option<crate::FlowControl>, String>,
        label: Result<Option<crate::List<String>>, String>,
        retries: Result<Option<u32>, String>,
        retry_delay: Result<Option<::std::string::String>, String>,
    }
    impl<'a> RestartWorkflowRun<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                dlq_id: Err(String::new()),
                delay: Ok(None),
                failure_url: Ok(None),
                flow_control: Ok(None),
                label: Ok(None),
                retries: Ok(None),
                retry_delay: Ok(None),
            }
        }
        ///Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.
        pub fn dlq_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.dlq_id = setter::required("dlq_id", value);
            self
        }
        /**Delays the first step of the new run, such as `90s` or `1d10h30m`. Units are `s`, `m`, `h` and `d`; a number without a unit is invalid. Default: no delay.

Sent as the header `Upstash-Delay`.*/
        pub fn delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::time::Duration>,
        {
            self.delay = setter::optional("delay", value);
            self
        }
        /**Sets the URL that is called if the new run fails, beginning with `http://` or `https://`. Default: that of the failed run.

Sent as the header `Upstash-Failure-Callback`.*/
        pub fn failure_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.failure_url = setter::optional("failure_url", value);
            self
        }
        /**Sets the flow-control key of the new run: letters, digits, `_`, `.` and `-`. Default: that of the failed run.

Sent as the header `Upstash-Flow-Control-Key`.*/
        pub fn flow_control<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::FlowControl>,
        {
            self.flow_control = setter::optional("flow_control", value);
            self
        }
        /**Replaces the labels, joined with commas. A label consists of letters, digits, `_`, `.` and `-`. Default: that of the failed run.

Sent as the header `Upstash-Label`.*/
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        /**Sets how often a failed step of the new run is retried. Default: that of the failed run.

Sent as the header `Upstash-Retries`.*/
        pub fn retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.retries = setter::optional("retries", value);
            self
        }
        /**Sets the wait before each retry in the new run as an expression in milliseconds; see `trigger_workflow_run`. Default: that of the failed run.

Sent as the header `Upstash-Retry-Delay`.*/
        pub fn retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.retry_delay = setter::optional("retry_delay", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::RunReference>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::RESTART_WORKFLOW_RUN,
            );
            request.path("dlq_id", self.dlq_id);
            request.header("delay", "Upstash-Delay", self.delay);
            request.header("failure_url", "Upstash-Failure-Callback", self.failure_url);
            request
                .header("flow_control", "Upstash-Flow-Control-Key", self.flow_control);
            request.header("label", "Upstash-Label", self.label);
            request.header("retries", "Upstash-Retries", self.retries);
            request.header("retry_delay", "Upstash-Retry-Delay", self.retry_delay);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for RestartWorkflowRun<'a> {
        type Output = Result<types::RunReference, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::bulk_resume_workflow_runs`]

[`Client::bulk_resume_workflow_runs`]: super::Client::bulk_resume_workflow_runs*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct BulkResumeWorkflowRuns<'a> {
        client: &'a Client,
        all: bool,
        caller_ip: Result<Option<crate::List<String>>, String>,
        count: Result<Option<u32>, String>,
        cursor: Result<Option<::std::string::String>, String>,
        delay: Result<Option<::std::time::Duration>, String>,
        dlq_ids: Result<Option<crate::List<String>>, String>,
        failure_function_state: Result<
            Option<crate::List<crate::types::FailureCallbackState>>,
            String,
        >,
        failure_url: Result<Option<::std::string::String>, String>,
        flow_control: Result<Option<crate::FlowControl>, String>,
        flow_control_key: Result<Option<crate::List<String>>, String>,
        from_date: Result<Option<crate::UnixMillis>, String>,
        label: Result<Option<crate::List<String>>, String>,
        new_label: Result<Option<crate::List<String>>, String>,
        retries: Result<Option<u32>, String>,
        retry_delay: Result<Option<::std::string::String>, String>,
        to_date: Result<Option<crate::UnixMillis>, String>,
        workflow_created_at: Result<Option<crate::UnixMillis>, String>,
        workflow_run_id: Result<Option<::std::string::String>, String>,
        workflow_url: Result<Option<crate::List<String>>, String>,
    }
    impl<'a> BulkResumeWorkflowRuns<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                all: false,
                caller_ip: Ok(None),
                count: Ok(None),
                cursor: Ok(None),
                delay: Ok(None),
                dlq_ids: Ok(None),
                failure_function_state: Ok(None),
                failure_url: Ok(None),
                flow_control: Ok(None),
                flow_control_key: Ok(None),
                from_date: Ok(None),
                label: Ok(None),
                new_label: Ok(None),
                retries: Ok(None),
                retry_delay: Ok(None),
                to_date: Ok(None),
                workflow_created_at: Ok(None),
                workflow_run_id: Ok(None),
                workflow_url: Ok(None),
            }
        }
        ///Filters by the IP address that triggered the run. Any value is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Limits the runs that this request starts. At most 50 are started in any case.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Continues after the previous request: the `cursor` of its response, with the same filters. Default: the first match.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        /**Delays the first step of the new run, such as `90s` or `1d10h30m`. Units are `s`, `m`, `h` and `d`; a number without a unit is invalid. Default: no delay.

Sent as the header `Upstash-Delay`.*/
        pub fn delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::time::Duration>,
        {
            self.delay = setter::optional("delay", value);
            self
        }
        ///Selects DLQ entries by id. Do not combine it with filters: the service ignores them.
        pub fn dlq_ids<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.dlq_ids, "dlq_ids", value);
            self
        }
        ///Filters by state of the failure callback. Any value is enough.
        pub fn failure_function_state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<crate::types::FailureCallbackState>>,
        {
            setter::add(
                &mut self.failure_function_state,
                "failure_function_state",
                value,
            );
            self
        }
        /**Sets the URL that is called if the new run fails, beginning with `http://` or `https://`. Default: that of the failed run.

Sent as the header `Upstash-Failure-Callback`.*/
        pub fn failure_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.failure_url = setter::optional("failure_url", value);
            self
        }
        /**Sets the flow-control key of the new run: letters, digits, `_`, `.` and `-`. Default: that of the failed run.

Sent as the header `Upstash-Flow-Control-Key`.*/
        pub fn flow_control<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::FlowControl>,
        {
            self.flow_control = setter::optional("flow_control", value);
            self
        }
        ///Filters by flow-control key. Any value is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only entries from this time on. Whether the service compares the creation time of the entry or the time of the failure is not documented.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Filters by label. Any value is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        /**Replaces the labels, joined with commas. A label consists of letters, digits, `_`, `.` and `-`. Default: that of the failed run.

Sent as the header `Upstash-Label`.*/
        pub fn new_label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.new_label, "new_label", value);
            self
        }
        /**Sets how often a failed step of the new run is retried. Default: that of the failed run.

Sent as the header `Upstash-Retries`.*/
        pub fn retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.retries = setter::optional("retries", value);
            self
        }
        /**Sets the wait before each retry in the new run as an expression in milliseconds; see `trigger_workflow_run`. Default: that of the failed run.

Sent as the header `Upstash-Retry-Delay`.*/
        pub fn retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.retry_delay = setter::optional("retry_delay", value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only entries up to this time. Whether the service compares the creation time of the entry or the time of the failure is not documented.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        ///Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
        pub fn workflow_created_at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.workflow_created_at = setter::optional("workflow_created_at", value);
            self
        }
        ///Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::optional("workflow_run_id", value);
            self
        }
        ///Filters by workflow URL. Any value is enough.
        pub fn workflow_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.workflow_url, "workflow_url", value);
            self
        }
        ///Selects everything there is, in so many words. It excludes every other selector.
        pub fn all(mut self) -> Self {
            self.all = true;
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::BulkRunResult>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::BULK_RESUME_WORKFLOW_RUNS,
            );
            request.filter("caller_ip", "callerIp", self.caller_ip);
            request.query("count", "count", self.count);
            request.query("cursor", "cursor", self.cursor);
            request.header("delay", "Upstash-Delay", self.delay);
            request.ids("dlq_ids", "dlqIds", self.dlq_ids);
            request
                .filter(
                    "failure_function_state",
                    "failureFunctionState",
                    self.failure_function_state,
                );
            request.header("failure_url", "Upstash-Failure-Callback", self.failure_url);
            request
                .header("flow_control", "Upstash-Flow-Control-Key", self.flow_control);
            request.filter("flow_control_key", "flowControlKey", self.flow_control_key);
            request.filter("from_date", "fromDate", self.from_date);
            request.filter("label", "label", self.label);
            request.header("new_label", "Upstash-Label", self.new_label);
            request.header("retries", "Upstash-Retries", self.retries);
            request.header("retry_delay", "Upstash-Retry-Delay", self.retry_delay);
            request.filter("to_date", "toDate", self.to_date);
            request
                .filter(
                    "workflow_created_at",
                    "workflowCreatedAt",
                    self.workflow_created_at,
                );
            request.filter("workflow_run_id", "workflowRunId", self.workflow_run_id);
            request.filter("workflow_url", "workflowUrl", self.workflow_url);
            request.selected(self.all);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for BulkResumeWorkflowRuns<'a> {
        type Output = Result<types::BulkRunResult, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    impl<'a> BulkResumeWorkflowRuns<'a> {
        /**Returns the pages one by one: each request continues where the one before ended.

# Errors
The error of a request comes in place of its page and ends the stream.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
use futures::TryStreamExt;

let mut pages = client.bulk_resume_workflow_runs().dlq_ids(["1752829295505-0"]).by_page();
while let Some(page) = pages.try_next().await? {
    println!("{page:?}");
}
# Ok(())
# }
```
*/
        pub fn by_page(mut self) -> crate::Pages<types::BulkRunResult> {
            let cursor = ::std::mem::replace(&mut self.cursor, Ok(None));
            crate::Pages::new(self.request(), cursor)
        }
        /**Sends the request again with the cursor of its response until there is none, and returns the sum of the responses.

# Errors
As for a single request. What the requests before it did stays done; [`Error::drained`](crate::Error::drained) returns it.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
let total = client.bulk_resume_workflow_runs().dlq_ids(["1752829295505-0"]).drain().await?;
println!("{total:?}");
# Ok(())
# }
```
*/
        pub async fn drain(self) -> Result<types::BulkRunResult, Error> {
            crate::pages::drain(self.by_page()).await
        }
    }
    /**Builder for [`Client::resume_workflow_run`]

[`Client::resume_workflow_run`]: super::Client::resume_workflow_run*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct ResumeWorkflowRun<'a> {
        client: &'a Client,
        dlq_id: Result<::std::string::String, String>,
        delay: Result<Option<::std::time::Duration>, String>,
        failure_url: Result<Option<::std::string::String>, String>,
        flow_control: Result<Option<crate::FlowControl>, String>,
        label: Result<Option<crate::List<String>>, String>,
        retries: Result<Option<u32>, String>,
        retry_delay: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ResumeWorkflowRun<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                dlq_id: Err(String::new()),
                delay: Ok(None),
                failure_url: Ok(None),
                flow_control: Ok(None),
                label: Ok(None),
                retries: Ok(None),
                retry_delay: Ok(None),
            }
        }
        ///Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.
        pub fn dlq_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.dlq_id = setter::required("dlq_id", value);
            self
        }
        /**Delays the first step of the new run, such as `90s` or `1d10h30m`. Units are `s`, `m`, `h` and `d`; a number without a unit is invalid. Default: no delay.

Sent as the header `Upstash-Delay`.*/
        pub fn delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::time::Duration>,
        {
            self.delay = setter::optional("delay", value);
            self
        }
        /**Sets the URL that is called if the new run fails, beginning with `http://` or `https://`. Default: that of the failed run.

Sent as the header `Upstash-Failure-Callback`.*/
        pub fn failure_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.failure_url = setter::optional("failure_url", value);
            self
        }
        /**Sets the flow-control key of the new run: letters, digits, `_`, `.` and `-`. Default: that of the failed run.

Sent as the header `Upstash-Flow-Control-Key`.*/
        pub fn flow_control<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::FlowControl>,
        {
            self.flow_control = setter::optional("flow_control", value);
            self
        }
        /**Replaces the labels, joined with commas. A label consists of letters, digits, `_`, `.` and `-`. Default: that of the failed run.

Sent as the header `Upstash-Label`.*/
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        /**Sets how often a failed step of the new run is retried. Default: that of the failed run.

Sent as the header `Upstash-Retries`.*/
        pub fn retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.retries = setter::optional("retries", value);
            self
        }
        /**Sets the wait before each retry in the new run as an expression in milliseconds; see `trigger_workflow_run`. Default: that of the failed run.

Sent as the header `Upstash-Retry-Delay`.*/
        pub fn retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.retry_delay = setter::optional("retry_delay", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::RunReference>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::RESUME_WORKFLOW_RUN,
            );
            request.path("dlq_id", self.dlq_id);
            request.header("delay", "Upstash-Delay", self.delay);
            request.header("failure_url", "Upstash-Failure-Callback", self.failure_url);
            request
                .header("flow_control", "Upstash-Flow-Control-Key", self.flow_control);
            request.header("label", "Upstash-Label", self.label);
            request.header("retries", "Upstash-Retries", self.retries);
            request.header("retry_delay", "Upstash-Retry-Delay", self.retry_delay);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for ResumeWorkflowRun<'a> {
        type Output = Result<types::RunReference, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::delete_failed_workflow_run`]

[`Client::delete_failed_workflow_run`]: super::Client::delete_failed_workflow_run*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct DeleteFailedWorkflowRun<'a> {
        client: &'a Client,
        dlq_id: Result<::std::string::String, String>,
    }
    impl<'a> DeleteFailedWorkflowRun<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                dlq_id: Err(String::new()),
            }
        }
        ///Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.
        pub fn dlq_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.dlq_id = setter::required("dlq_id", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::DELETE_FAILED_WORKFLOW_RUN,
            );
            request.path("dlq_id", self.dlq_id);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for DeleteFailedWorkflowRun<'a> {
        type Output = Result<(), Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::get_failed_workflow_run`]

[`Client::get_failed_workflow_run`]: super::Client::get_failed_workflow_run*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct GetFailedWorkflowRun<'a> {
        client: &'a Client,
        dlq_id: Result<::std::string::String, String>,
    }
    impl<'a> GetFailedWorkflowRun<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                dlq_id: Err(String::new()),
            }
        }
        ///Sets the id of the DLQ entry: `dlq_id` of a listed entry, not a run id or message id.
        pub fn dlq_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.dlq_id = setter::required("dlq_id", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::WorkflowDlqMessage>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::GET_FAILED_WORKFLOW_RUN,
            );
            request.path("dlq_id", self.dlq_id);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for GetFailedWorkflowRun<'a> {
        type Output = Result<types::WorkflowDlqMessage, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::list_workflow_run_logs`]

[`Client::list_workflow_run_logs`]: super::Client::list_workflow_run_logs*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct ListWorkflowRunLogs<'a> {
        client: &'a Client,
        caller_ip: Result<Option<crate::List<String>>, String>,
        count: Result<Option<u32>, String>,
        cursor: Result<Option<::std::string::String>, String>,
        flow_control_key: Result<Option<crate::List<String>>, String>,
        from_date: Result<Option<crate::UnixMillis>, String>,
        host: Result<Option<crate::List<String>>, String>,
        label: Result<Option<crate::List<String>>, String>,
        message_id: Result<Option<::std::string::String>, String>,
        path: Result<Option<crate::List<String>>, String>,
        state: Result<Option<crate::types::RunOrStepState>, String>,
        to_date: Result<Option<crate::UnixMillis>, String>,
        trim_body: Result<Option<i64>, String>,
        workflow_created_at: Result<Option<crate::UnixMillis>, String>,
        workflow_run_id: Result<Option<::std::string::String>, String>,
        workflow_runs: Result<Option<::std::string::String>, String>,
        workflow_url: Result<Option<crate::List<String>>, String>,
    }
    impl<'a> ListWorkflowRunLogs<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                caller_ip: Ok(None),
                count: Ok(None),
                cursor: Ok(None),
                flow_control_key: Ok(None),
                from_date: Ok(None),
                host: Ok(None),
                label: Ok(None),
                message_id: Ok(None),
                path: Ok(None),
                state: Ok(None),
                to_date: Ok(None),
                trim_body: Ok(None),
                workflow_created_at: Ok(None),
                workflow_run_id: Ok(None),
                workflow_runs: Ok(None),
                workflow_url: Ok(None),
            }
        }
        ///Filters by the IP address that triggered the run. Any value is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Limits the runs on a page. Default and maximum: 10.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Sets the start of the page: the `cursor` of the previous page. Default: the first page.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        ///Filters by flow-control key. Any value is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only events from this time on.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Filters by host of the workflow URL. Any value is enough.
        pub fn host<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.host, "host", value);
            self
        }
        ///Filters by label. Any value is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        ///Filters by the id of a message of the run.
        pub fn message_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.message_id = setter::optional("message_id", value);
            self
        }
        ///Filters by path of the workflow URL. Any value is enough.
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.path, "path", value);
            self
        }
        ///Filters by state of the run or of one of its steps.
        pub fn state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::types::RunOrStepState>,
        {
            self.state = setter::optional("state", value);
            self
        }
        ///Filters by time, in unix milliseconds, inclusive: only events up to this time.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        ///Cuts request and response bodies to this many bytes. Default: -1, which leaves them out.
        pub fn trim_body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.trim_body = setter::optional("trim_body", value);
            self
        }
        ///Filters by the exact creation time of the run, in unix milliseconds. With `workflow_run_id` it identifies one run.
        pub fn workflow_created_at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.workflow_created_at = setter::optional("workflow_created_at", value);
            self
        }
        ///Filters by run id. A reused id stands for several runs; `workflow_created_at` tells them apart.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::optional("workflow_run_id", value);
            self
        }
        ///Selects runs by id and creation time in unix milliseconds: pairs `id@time`, joined with commas. All other filters are ignored.
        pub fn workflow_runs<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_runs = setter::optional("workflow_runs", value);
            self
        }
        ///Filters by workflow URL, which must match exactly and begin with `http://` or `https://`. Any value is enough.
        pub fn workflow_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.workflow_url, "workflow_url", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<types::WorkflowRunPage>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::LIST_WORKFLOW_RUN_LOGS,
            );
            request.query("caller_ip", "callerIp", self.caller_ip);
            request.query("count", "count", self.count);
            request.query("cursor", "cursor", self.cursor);
            request.query("flow_control_key", "flowControlKey", self.flow_control_key);
            request.query("from_date", "fromDate", self.from_date);
            request.query("host", "host", self.host);
            request.query("label", "label", self.label);
            request.query("message_id", "messageId", self.message_id);
            request.query("path", "path", self.path);
            request.query("state", "state", self.state);
            request.query("to_date", "toDate", self.to_date);
            request.query("trim_body", "trimBody", self.trim_body);
            request
                .query(
                    "workflow_created_at",
                    "workflowCreatedAt",
                    self.workflow_created_at,
                );
            request.query("workflow_run_id", "workflowRunId", self.workflow_run_id);
            request.query("workflow_runs", "workflowRuns", self.workflow_runs);
            request.query("workflow_url", "workflowUrl", self.workflow_url);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for ListWorkflowRunLogs<'a> {
        type Output = Result<types::WorkflowRunPage, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    impl<'a> ListWorkflowRunLogs<'a> {
        /**Returns the pages one by one: each request continues where the one before ended.

# Errors
The error of a request comes in place of its page and ends the stream.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
use futures::TryStreamExt;

let mut pages = client.list_workflow_run_logs().by_page();
while let Some(page) = pages.try_next().await? {
    println!("{page:?}");
}
# Ok(())
# }
```
*/
        pub fn by_page(mut self) -> crate::Pages<types::WorkflowRunPage> {
            let cursor = ::std::mem::replace(&mut self.cursor, Ok(None));
            crate::Pages::new(self.request(), cursor)
        }
        /**Returns the items of all pages, one by one. The next page is requested while the current one is consumed; see [`Items`](crate::Items).

# Errors
An error comes after the items before it and ends the stream.

# Example

```no_run
# async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
use futures::TryStreamExt;

let mut items = client.list_workflow_run_logs().stream();
while let Some(item) = items.try_next().await? {
    println!("{item:?}");
}
# Ok(())
# }
```
*/
        pub fn stream(self) -> crate::Items<types::WorkflowRunPage> {
            crate::Items::new(self.by_page())
        }
    }
    /**Builder for [`Client::bulk_cancel_workflow_runs`]

[`Client::bulk_cancel_workflow_runs`]: super::Client::bulk_cancel_workflow_runs*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct BulkCancelWorkflowRuns<'a> {
        client: &'a Client,
        all: bool,
        async_: Result<Option<bool>, String>,
        caller_ip: Result<Option<crate::List<String>>, String>,
        count: Result<Option<u32>, String>,
        flow_control_key: Result<Option<crate::List<String>>, String>,
        from_date: Result<Option<crate::UnixMillis>, String>,
        host: Result<Option<crate::List<String>>, String>,
        label: Result<Option<crate::List<String>>, String>,
        path: Result<Option<crate::List<String>>, String>,
        to_date: Result<Option<crate::UnixMillis>, String>,
        workflow_run_ids: Result<Option<crate::List<String>>, String>,
        workflow_url: Result<Option<crate::List<String>>, String>,
        workflow_url_exact_match: Result<Option<bool>, String>,
    }
    impl<'a> BulkCancelWorkflowRuns<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                all: false,
                async_: Ok(None),
                caller_ip: Ok(None),
                count: Ok(None),
                flow_control_key: Ok(None),
                from_date: Ok(None),
                host: Ok(None),
                label: Ok(None),
                path: Ok(None),
                to_date: Ok(None),
                workflow_run_ids: Ok(None),
                workflow_url: Ok(None),
                workflow_url_exact_match: Ok(None),
            }
        }
        ///Returns the `action_id` of the cancellation instead of waiting for it. Default: `false`.
        pub fn async_<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.async_ = setter::optional("async_", value);
            self
        }
        ///Filters by the IP address that triggered the run. Any value is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Has no effect any more: filters take every matching run. Documented default: 100.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<u32>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Filters by flow-control key. Any value is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Filters by time, in unix milliseconds: only runs from this time on.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Filters by host of the workflow URL. Any value is enough.
        pub fn host<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.host, "host", value);
            self
        }
        ///Filters by label. Any value is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        ///Filters by path of the workflow URL. Any value is enough.
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.path, "path", value);
            self
        }
        ///Filters by time, in unix milliseconds: only runs up to this time.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        ///Selects runs by id. Do not combine it with filters: the service ignores them.
        pub fn workflow_run_ids<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.workflow_run_ids, "workflow_run_ids", value);
            self
        }
        ///Filters by workflow URL. Matches every URL that begins with a value, unless `workflow_url_exact_match` is `true`.
        pub fn workflow_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.workflow_url, "workflow_url", value);
            self
        }
        ///Sets whether `workflow_url` must match exactly. Default: `false`, which can match more workflows than intended.
        pub fn workflow_url_exact_match<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.workflow_url_exact_match = setter::optional(
                "workflow_url_exact_match",
                value,
            );
            self
        }
        ///Selects everything there is, in so many words. It excludes every other selector.
        pub fn all(mut self) -> Self {
            self.all = true;
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::BulkCancelResult>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::BULK_CANCEL_WORKFLOW_RUNS,
            );
            request.query("async_", "async", self.async_);
            request.filter("caller_ip", "callerIp", self.caller_ip);
            request.query("count", "count", self.count);
            request.filter("flow_control_key", "flowControlKey", self.flow_control_key);
            request.filter("from_date", "fromDate", self.from_date);
            request.filter("host", "host", self.host);
            request.filter("label", "label", self.label);
            request.filter("path", "path", self.path);
            request.filter("to_date", "toDate", self.to_date);
            request.ids("workflow_run_ids", "workflowRunIds", self.workflow_run_ids);
            request.filter("workflow_url", "workflowUrl", self.workflow_url);
            request
                .query(
                    "workflow_url_exact_match",
                    "workflowUrlExactMatch",
                    self.workflow_url_exact_match,
                );
            request.selected(self.all);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for BulkCancelWorkflowRuns<'a> {
        type Output = Result<types::BulkCancelResult, Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
    /**Builder for [`Client::cancel_workflow_run`]

[`Client::cancel_workflow_run`]: super::Client::cancel_workflow_run*/
    #[derive(Debug, Clone)]
    #[must_use = "nothing is sent until this is awaited"]
    pub struct CancelWorkflowRun<'a> {
        client: &'a Client,
        workflow_run_id: Result<::std::string::String, String>,
    }
    impl<'a> CancelWorkflowRun<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                workflow_run_id: Err(String::new()),
            }
        }
        ///Sets the id of the run, as returned by trigger or the logs.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::required("workflow_run_id", value);
            self
        }
        /**Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body alone, and that error.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            self.request().send().await
        }
        pub(crate) fn request(self) -> Request {
            #[allow(unused_mut)]
            let mut request = Request::new(
                self.client,
                &operations::CANCEL_WORKFLOW_RUN,
            );
            request.path("workflow_run_id", self.workflow_run_id);
            request
        }
    }
    impl<'a> ::std::future::IntoFuture for CancelWorkflowRun<'a> {
        type Output = Result<(), Error>;
        type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            self.request().value()
        }
    }
}
