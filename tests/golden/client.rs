/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///One run to start, as an entry of a batch trigger.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct BatchTriggerRequest {
        ///Payload for the workflow, passed on unchanged as text. Missing means a run without a payload.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub body: ::std::option::Option<::std::string::String>,
        ///Workflow URL to call, beginning with `http://` or `https://`. A query string is allowed here.
        pub destination: ::std::string::String,
        ///Control headers for this run, each with one value: `Content-Type` and those of a single trigger, such as `Upstash-Workflow-RunId` or `Upstash-Label`. A header meant for the workflow itself needs the prefix `Upstash-Forward-`, which is taken off on the way.
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
    ///A bulk operation that the service works through in the background.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct BulkAction {
        ///Id of the bulk action.
        #[serde(rename = "actionId")]
        pub action_id: ::std::string::String,
        ///When it was done, in unix milliseconds. Missing while it is in progress.
        #[serde(
            rename = "completedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub completed_at: ::std::option::Option<crate::UnixMillis>,
        ///When the bulk action was created, in unix milliseconds.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<crate::UnixMillis>,
        ///The filters it was created with: under each query parameter's name, such as `label`, the list of values given.
        #[serde(
            default,
            skip_serializing_if = ":: std :: collections :: BTreeMap::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty_by_name"
        )]
        pub filter: ::std::collections::BTreeMap<
            ::std::string::String,
            ::std::vec::Vec<::std::string::String>,
        >,
        ///What is done to the runs.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub kind: ::std::option::Option<crate::types::BulkActionKind>,
        ///Number of those runs dealt with until now.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub processed: ::std::option::Option<i64>,
        ///How far it is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::types::BulkActionState>,
        ///Number of runs that matched at the moment the bulk action was created.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total: ::std::option::Option<i64>,
    }
    ///One page of bulk actions.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct BulkActionPage {
        ///Bulk actions on this page, after the `state` filter.
        #[serde(
            rename = "bulkActions",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub bulk_actions: ::std::vec::Vec<BulkAction>,
        ///Where the next page begins. Missing or empty on the last page; anything else means that more may follow, even if this page is empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
    }
    ///The outcome of a bulk cancellation.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct BulkCancelResult {
        ///Id of the bulk action that does the work in the background, for following it up. Only with `async` set to `true`.
        #[serde(
            rename = "actionId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub action_id: ::std::option::Option<::std::string::String>,
        ///Number of runs cancelled. An id that no run has is not counted, and 0 means that nothing matched any more. With `async`, the bulk action tells how far the work is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cancelled: ::std::option::Option<i64>,
    }
    ///The outcome of one request of a bulk deletion.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct BulkDeleteResult {
        ///Send it with the same filters to go on where this request stopped. Missing or empty when nothing is left. Not sent when entries were named by id.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
        ///Number of DLQ entries deleted by this request.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deleted: ::std::option::Option<i64>,
    }
    ///The outcome of one request of a bulk resume or a bulk restart.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct BulkRunResult {
        ///Send it with the same filters to go on where this request stopped. Missing or empty when nothing is left.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
        ///The new runs, one for each DLQ entry dealt with; at most 50.
        #[serde(
            rename = "workflowRuns",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub workflow_runs: ::std::vec::Vec<RunReference>,
    }
    ///One failed attempt to deliver a step or a failure callback.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct DeliveryError {
        ///Body of the failing answer.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub body: ::std::option::Option<::std::string::String>,
        ///What went wrong, as far as the service can tell.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///Headers of the failing answer.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub headers: ::std::option::Option<crate::Headers>,
        ///HTTP status of the failing answer.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<i64>,
        ///When the attempt failed, in unix milliseconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub time: ::std::option::Option<crate::UnixMillis>,
    }
    ///What the service answers when it refuses or cannot finish a request.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct ErrorBody {
        ///What went wrong, meant for people. The wording is not fixed, so do not parse it.
        pub error: ::std::string::String,
    }
    ///Body of a failure callback: what the service sends to the failure URL of a run after the run has failed for good.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct FailureCallback {
        ///Body of that response in base64. It can be cut at the limit of the account's plan, and is missing or empty when there was none.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub body: ::std::option::Option<::std::string::String>,
        ///IP address that triggered the run.
        #[serde(
            rename = "callerIP",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub caller_ip: ::std::option::Option<::std::string::String>,
        ///When that message was created, in unix milliseconds.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the DLQ entry of the run. Not always sent.
        #[serde(
            rename = "dlqId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub dlq_id: ::std::option::Option<::std::string::String>,
        ///Name of the endpoint in the URL group. Not sent for a run.
        #[serde(
            rename = "endpointName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub endpoint_name: ::std::option::Option<::std::string::String>,
        ///Headers of that response.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub header: ::std::option::Option<crate::Headers>,
        ///Number of retries that were allowed.
        #[serde(
            rename = "maxRetries",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::number")]
        pub max_retries: ::std::option::Option<i64>,
        ///HTTP method of that call, such as `POST`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub method: ::std::option::Option<::std::string::String>,
        ///Earliest delivery time of that message, in unix milliseconds.
        #[serde(
            rename = "notBefore",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub not_before: ::std::option::Option<crate::UnixMillis>,
        ///Number of retries made before the run failed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::values::read_as::number")]
        pub retried: ::std::option::Option<i64>,
        ///Id of the schedule that sent the message. Not sent for a run.
        #[serde(
            rename = "scheduleId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub schedule_id: ::std::option::Option<::std::string::String>,
        ///Body of that message in base64. Missing or empty when it had none.
        #[serde(
            rename = "sourceBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub source_body: ::std::option::Option<::std::string::String>,
        ///Headers of the message whose delivery failed. A header with one value can be a string instead of a list.
        #[serde(
            rename = "sourceHeader",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub source_header: ::std::option::Option<crate::Headers>,
        ///Id of the message whose delivery failed.
        #[serde(
            rename = "sourceMessageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub source_message_id: ::std::option::Option<::std::string::String>,
        ///HTTP status of the last response of the failing step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::values::read_as::number")]
        pub status: ::std::option::Option<i64>,
        ///Name of the URL group that the message was sent to. Not sent for a run.
        #[serde(
            rename = "topicName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub topic_name: ::std::option::Option<::std::string::String>,
        ///URL that was called for the failing step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
        ///When the run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the failed run. Use it to recognize a callback that arrives twice.
        #[serde(
            rename = "workflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_id: ::std::option::Option<::std::string::String>,
    }
    ///How the failure callback of a failed run went: its state, and the last answer of the callback URL if there was one.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct FailureCallbackInfo {
        ///Body of the callback URL's answer. Missing or empty when there was none.
        #[serde(
            rename = "responseBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub response_body: ::std::option::Option<::std::string::String>,
        ///Headers of the callback URL's answer.
        #[serde(
            rename = "responseHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_headers: ::std::option::Option<crate::Headers>,
        ///HTTP status of the callback URL's answer. Missing when no answer came.
        #[serde(
            rename = "responseStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_status: ::std::option::Option<i64>,
        ///Where the callback stands. Missing when the run has no failure callback.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::types::FailureCallbackState>,
    }
    ///The failure callback of a run in the logs. Properties beginning with `fail` tell about the step that made the run fail; those beginning with `response` tell about the callback itself.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct FailureFunction {
        ///Id of the DLQ entry, when the callback failed. The run's own `dlqId` is the one to rely on.
        #[serde(
            rename = "dlqId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub dlq_id: ::std::option::Option<::std::string::String>,
        ///Attempts at the failure callback that failed so far.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub errors: ::std::vec::Vec<DeliveryError>,
        ///Headers that the failing step answered with.
        #[serde(
            rename = "failHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub fail_headers: ::std::option::Option<crate::Headers>,
        ///Body that the failing step answered with.
        #[serde(
            rename = "failResponse",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub fail_response: ::std::option::Option<::std::string::String>,
        ///HTTP status that the failing step answered with.
        #[serde(
            rename = "failStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub fail_status: ::std::option::Option<i64>,
        ///How many times the failure callback may be retried.
        #[serde(
            rename = "maxRetries",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub max_retries: ::std::option::Option<i64>,
        ///Id of the message that carries the failure callback.
        #[serde(
            rename = "messageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub message_id: ::std::option::Option<::std::string::String>,
        ///When the failure callback is tried next, in unix milliseconds. Missing when no attempt is scheduled.
        #[serde(
            rename = "nextDeliveryTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub next_delivery_time: ::std::option::Option<crate::UnixMillis>,
        ///Body that the failure callback was answered with.
        #[serde(
            rename = "responseBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub response_body: ::std::option::Option<::std::string::String>,
        ///Headers that the failure callback was answered with.
        #[serde(
            rename = "responseHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_headers: ::std::option::Option<crate::Headers>,
        ///HTTP status that the failure callback was answered with.
        #[serde(
            rename = "responseStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_status: ::std::option::Option<i64>,
        ///Where the failure callback stands.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::types::FailureCallbackState>,
        ///URL that the failure callback goes to.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
    }
    ///A flow-control key: its limits, how much of them is in use, and what an operator has set on it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct FlowControlKey {
        ///Name of the key.
        #[serde(rename = "flowControlKey")]
        pub flow_control_key: ::std::string::String,
        ///True while the key is paused and nothing is delivered.
        #[serde(
            rename = "isPaused",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub is_paused: ::std::option::Option<bool>,
        ///True while the parallelism limit is pinned and messages cannot change it.
        #[serde(
            rename = "isPinnedParallelism",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub is_pinned_parallelism: ::std::option::Option<bool>,
        ///True while rate and period are pinned and messages cannot change them.
        #[serde(
            rename = "isPinnedRate",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub is_pinned_rate: ::std::option::Option<bool>,
        ///Messages running at the moment.
        #[serde(
            rename = "parallelismCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parallelism_count: ::std::option::Option<i64>,
        ///Most messages that may run at the same time.
        #[serde(
            rename = "parallelismMax",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parallelism_max: ::std::option::Option<i64>,
        ///Messages started so far in the current period.
        #[serde(
            rename = "rateCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub rate_count: ::std::option::Option<i64>,
        ///Most messages that may be started within one period.
        #[serde(
            rename = "rateMax",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub rate_max: ::std::option::Option<i64>,
        ///Length of a period, in seconds.
        #[serde(
            rename = "ratePeriod",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub rate_period: ::std::option::Option<i64>,
        ///When the current period began, in unix seconds (not milliseconds).
        #[serde(
            rename = "ratePeriodStart",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub rate_period_start: ::std::option::Option<crate::UnixSeconds>,
        ///How many messages are held back at the moment by the limits of this key, or by a pause.
        #[serde(
            rename = "waitListSize",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub wait_list_size: ::std::option::Option<i64>,
    }
    ///How many messages run at once over all flow-control keys, and how many may.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct GlobalParallelism {
        ///Messages running at the moment, over all keys.
        #[serde(
            rename = "parallelismCount",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parallelism_count: ::std::option::Option<i64>,
        ///Most messages that may run at the same time, over all keys.
        #[serde(
            rename = "parallelismMax",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub parallelism_max: ::std::option::Option<i64>,
    }
    ///Steps of a run that belong together.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct GroupedSteps {
        ///The steps: one in a sequential group, any number in the others.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub steps: ::std::vec::Vec<StepInfo>,
        ///How these steps relate.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<crate::types::StepGroupType>,
    }
    ///The run that invoked another run from one of its steps.
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
    ///What became of a notification for one waiter.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct NotifyResponse {
        ///True when the service took this for a repeat of an earlier notification.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deduplicated: ::std::option::Option<bool>,
        ///Why this waiter could not be notified. Missing or empty when all went well.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///Id of the message that carries the event to the waiter.
        #[serde(
            rename = "messageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub message_id: ::std::option::Option<::std::string::String>,
        ///The waiter that got the event. Missing when none was waiting.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub waiter: ::std::option::Option<Waiter>,
        ///When that run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the run that was notified, for a notification aimed at a run.
        #[serde(
            rename = "workflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_id: ::std::option::Option<::std::string::String>,
    }
    ///Names one workflow run. The id together with the creation time is unique; the id alone is not, because a run id can be used again.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct RunReference {
        ///When the run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the run. Resume and restart give a new one, not that of the failed run.
        #[serde(rename = "workflowRunId")]
        pub workflow_run_id: ::std::string::String,
    }
    ///The two keys for checking the signature of requests that the service sends. They are secrets. A receiver tries the current key first and then the next one.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, PartialEq)]
    #[non_exhaustive]
    pub struct SigningKeys {
        ///Key that requests are signed with now.
        pub current: ::std::string::String,
        ///Key that takes over at the next rotation. Receivers should know it beforehand.
        pub next: ::std::string::String,
    }
    ///One step of a run. Which properties are there depends on the kind of step and on how far it has come: the `call...` ones belong to steps that make an HTTP call, the `wait...` ones to steps that wait for an event, the `invoked...` ones to steps that invoke another workflow, the `sleep...` ones to sleeping steps.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct StepInfo {
        ///Body that the step's call carries.
        #[serde(
            rename = "callBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub call_body: ::std::option::Option<::std::string::String>,
        ///Headers that the step's call carries.
        #[serde(
            rename = "callHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_headers: ::std::option::Option<crate::Headers>,
        ///HTTP method of the step's call.
        #[serde(
            rename = "callMethod",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_method: ::std::option::Option<::std::string::String>,
        ///Body that came back from the step's call.
        #[serde(
            rename = "callResponseBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub call_response_body: ::std::option::Option<::std::string::String>,
        ///Headers that came back from the step's call.
        #[serde(
            rename = "callResponseHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_response_headers: ::std::option::Option<crate::Headers>,
        ///HTTP status that came back from the step's call.
        #[serde(
            rename = "callResponseStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_response_status: ::std::option::Option<i64>,
        ///Which part of the step this entry is, for example `step`, `parallelPlan`, `parallelResult`, `toCallback` or `fromCallback`.
        #[serde(
            rename = "callType",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_type: ::std::option::Option<::std::string::String>,
        ///URL that the step calls.
        #[serde(
            rename = "callUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub call_url: ::std::option::Option<::std::string::String>,
        ///How many steps run side by side with this one, itself included: 1 for a sequential step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub concurrent: ::std::option::Option<i64>,
        ///When the step was created, in unix milliseconds.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<crate::UnixMillis>,
        ///Attempts at this step that failed so far. Missing or empty when none did.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub errors: ::std::vec::Vec<DeliveryError>,
        ///Headers that belong to the step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub headers: ::std::option::Option<crate::Headers>,
        ///When the run in the other workflow was created, in unix milliseconds.
        #[serde(
            rename = "invokedWorkflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoked_workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Body that the other workflow was started with.
        #[serde(
            rename = "invokedWorkflowRunBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub invoked_workflow_run_body: ::std::option::Option<::std::string::String>,
        ///Headers that the other workflow was started with.
        #[serde(
            rename = "invokedWorkflowRunHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoked_workflow_run_headers: ::std::option::Option<crate::Headers>,
        ///Id of the run that the step started in another workflow.
        #[serde(
            rename = "invokedWorkflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoked_workflow_run_id: ::std::option::Option<::std::string::String>,
        ///URL of the other workflow.
        #[serde(
            rename = "invokedWorkflowUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoked_workflow_url: ::std::option::Option<::std::string::String>,
        ///Id of the message behind the step. As long as the step waits for delivery, it can be handed to the operation that retries a step now.
        #[serde(
            rename = "messageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub message_id: ::std::option::Option<::std::string::String>,
        ///When the step is delivered next, in unix milliseconds. Only on a step that is waiting for that.
        #[serde(
            rename = "nextDeliveryTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub next_delivery_time: ::std::option::Option<crate::UnixMillis>,
        ///Result of the step. Missing while there is none, as in a parallel step that is not over.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub out: ::std::option::Option<::std::string::String>,
        ///How many times delivery of the step may be retried.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub retries: ::std::option::Option<i64>,
        ///Expression for the wait before each retry, in milliseconds. Missing when the service's own backoff applies.
        #[serde(
            rename = "retryDelay",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub retry_delay: ::std::option::Option<::std::string::String>,
        ///How long the step sleeps. The service sends a number or a text, so any JSON value is accepted here.
        #[serde(
            rename = "sleepFor",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub sleep_for: ::std::option::Option<::serde_json::Value>,
        ///When a sleeping step wakes up, in unix milliseconds.
        #[serde(
            rename = "sleepUntil",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub sleep_until: ::std::option::Option<crate::UnixMillis>,
        ///Where the step stands.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::types::StepState>,
        ///Number of the step within its run.
        #[serde(
            rename = "stepId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub step_id: ::std::option::Option<i64>,
        ///Name that the workflow code gives to the step.
        #[serde(
            rename = "stepName",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub step_name: ::std::option::Option<::std::string::String>,
        ///Kind of step, for example `call`, `wait`, `sleep` or `invoke`.
        #[serde(
            rename = "stepType",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub step_type: ::std::option::Option<::std::string::String>,
        ///Number of the step that a parallel plan entry stands for.
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
        ///True when the wait ended because its time ran out and not because the event came.
        #[serde(
            rename = "waitTimeout",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub wait_timeout: ::std::option::Option<bool>,
        ///When the wait gives up, in unix milliseconds.
        #[serde(
            rename = "waitTimeoutDeadline",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub wait_timeout_deadline: ::std::option::Option<crate::UnixMillis>,
        ///How long the step is willing to wait, as a duration such as `1d`.
        #[serde(
            rename = "waitTimeoutDuration",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub wait_timeout_duration: ::std::option::Option<::std::string::String>,
    }
    ///The outcome of a trigger, or of one entry of a batch.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct TriggeredRun {
        ///True when a run of this id was already there: nothing was started, and this is the earlier run. False or missing when a run was started.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deduplicated: ::std::option::Option<bool>,
        ///When the run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the run, either the one asked for or one made by the service.
        #[serde(rename = "workflowRunId")]
        pub workflow_run_id: ::std::string::String,
    }
    ///A step of some run that waits for an event. The id of its run is in `headers`, under `Upstash-Workflow-Runid`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct Waiter {
        ///When the wait gives up, in unix seconds (not milliseconds).
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub deadline: ::std::option::Option<crate::UnixSeconds>,
        ///Headers for that call. `Upstash-Workflow-Runid` tells which run is waiting.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub headers: ::std::option::Option<crate::Headers>,
        ///Body to be delivered when the wait gives up, in base64.
        #[serde(
            rename = "timeoutBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub timeout_body: ::std::option::Option<::std::string::String>,
        ///Headers for the call that is made when the wait gives up.
        #[serde(
            rename = "timeoutHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub timeout_headers: ::std::option::Option<crate::Headers>,
        ///URL to be called when the wait gives up.
        #[serde(
            rename = "timeoutUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub timeout_url: ::std::option::Option<::std::string::String>,
        ///URL to be called as soon as the event comes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
    }
    ///A failed run as kept in the dead letter queue (DLQ): the request that failed, the answer to it, and how the failure callback went.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct WorkflowDlqMessage {
        ///Request body of the failed call, when it is valid UTF-8. Otherwise it is empty and `bodyBase64` has the bytes.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub body: ::std::option::Option<::std::string::String>,
        ///Request body of the failed call in base64, when it is not valid UTF-8. Otherwise empty.
        #[serde(
            rename = "bodyBase64",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub body_base64: ::std::option::Option<::std::string::String>,
        ///IP address that the run was triggered from.
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
        ///Id of this DLQ entry. Every operation on a single entry takes it.
        #[serde(rename = "dlqId")]
        pub dlq_id: ::std::string::String,
        ///URL of the failure callback. Missing or empty when none is configured.
        #[serde(
            rename = "failureCallback",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub failure_callback: ::std::option::Option<::std::string::String>,
        ///Headers for the call to the failure callback.
        #[serde(
            rename = "failureCallbackHeader",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub failure_callback_header: ::std::option::Option<crate::Headers>,
        ///How the failure callback went.
        #[serde(
            rename = "failureCallbackInfo",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub failure_callback_info: ::std::option::Option<FailureCallbackInfo>,
        ///State of the failure callback, the value that the filter `failureFunctionState` looks at. Missing when there is no callback.
        #[serde(
            rename = "failureFunctionState",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub failure_function_state: ::std::option::Option<
            crate::types::FailureCallbackState,
        >,
        ///Flow-control key of the run. Missing or empty when it has none.
        #[serde(
            rename = "flowControlKey",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub flow_control_key: ::std::option::Option<::std::string::String>,
        ///Request headers of the failed call.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub header: ::std::option::Option<crate::Headers>,
        ///Superseded by `labels`. With several labels on the run, only the first is here.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub label: ::std::option::Option<::std::string::String>,
        ///All labels given to the run when it was triggered. Missing or empty when there were none.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub labels: ::std::vec::Vec<::std::string::String>,
        ///How many times delivery was to be retried after the first attempt failed.
        #[serde(
            rename = "maxRetries",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub max_retries: ::std::option::Option<i64>,
        ///Id of the message whose delivery failed.
        #[serde(
            rename = "messageId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub message_id: ::std::option::Option<::std::string::String>,
        ///HTTP method of the failed call, such as `POST`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub method: ::std::option::Option<::std::string::String>,
        ///Earliest delivery time of the message, in unix milliseconds.
        #[serde(
            rename = "notBefore",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub not_before: ::std::option::Option<crate::UnixMillis>,
        ///Deliveries that the flow-control key allows at the same time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub parallelism: ::std::option::Option<i64>,
        ///Length of the flow-control rate period, in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub period: ::std::option::Option<i64>,
        ///Deliveries that the flow-control key allows in each period.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rate: ::std::option::Option<i64>,
        ///Response body of the failed call, when it is valid UTF-8. Otherwise it is empty and `responseBodyBase64` has the bytes.
        #[serde(
            rename = "responseBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub response_body: ::std::option::Option<::std::string::String>,
        ///Response body of the failed call in base64, when it is not valid UTF-8. Otherwise empty.
        #[serde(
            rename = "responseBodyBase64",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_body_base64: ::std::option::Option<::std::string::String>,
        ///Response headers of the failed call.
        #[serde(
            rename = "responseHeader",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_header: ::std::option::Option<crate::Headers>,
        ///HTTP status that the failed call was answered with.
        #[serde(
            rename = "responseStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_status: ::std::option::Option<i64>,
        ///Expression for the wait before each retry, in milliseconds. Missing when the service's own backoff applied.
        #[serde(
            rename = "retryDelayExpression",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub retry_delay_expression: ::std::option::Option<::std::string::String>,
        ///URL that was called for the failing step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
        ///When the failed run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the run that failed.
        #[serde(
            rename = "workflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_id: ::std::option::Option<::std::string::String>,
        ///URL that the workflow is served at.
        #[serde(
            rename = "workflowUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_url: ::std::option::Option<::std::string::String>,
    }
    ///One page of DLQ entries.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct WorkflowDlqPage {
        ///Where the next page begins. Missing or empty on the last page; anything else means that more may follow, even if this page is empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
        ///DLQ entries on this page.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub messages: ::std::vec::Vec<WorkflowDlqMessage>,
    }
    ///A single change of state in the life of a run or of one of its steps. No operation of this document answers it; the service defines it, and it is kept for completeness.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct WorkflowEvent {
        ///IP address that the run was triggered from.
        #[serde(
            rename = "callerIp",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub caller_ip: ::std::option::Option<::std::string::String>,
        ///Id of the DLQ entry of the failed run. Only with `RUN_FAILED`.
        #[serde(
            rename = "dlqId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub dlq_id: ::std::option::Option<::std::string::String>,
        ///What went wrong. Only with states that report a failure.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///Headers that the message carried.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub headers: ::std::option::Option<crate::Headers>,
        ///When the invoking run was created, in unix milliseconds. Only with `RUN_STARTED`.
        #[serde(
            rename = "invokerWorkflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub invoker_workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the run that invoked this one. Only with `RUN_STARTED`.
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
        ///Superseded by `labels`. With several labels on the run, only the first is here.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub label: ::std::option::Option<::std::string::String>,
        ///All labels given to the run when it was triggered. Missing or empty when there were none.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub labels: ::std::vec::Vec<::std::string::String>,
        ///When a step that is being retried is tried next, in unix milliseconds.
        #[serde(
            rename = "nextDeliveryTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub next_delivery_time: ::std::option::Option<crate::UnixMillis>,
        ///Body of the failing answer. Only with states that report a failure.
        #[serde(
            rename = "responseBody",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub response_body: ::std::option::Option<::std::string::String>,
        ///Headers of the failing answer. Only with states that report a failure.
        #[serde(
            rename = "responseHeaders",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_headers: ::std::option::Option<crate::Headers>,
        ///HTTP status of the failing answer. Only with states that report a failure.
        #[serde(
            rename = "responseStatus",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub response_status: ::std::option::Option<i64>,
        ///State that the run or the step went into.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: ::std::option::Option<crate::types::RunOrStepState>,
        ///The step concerned, when a step is concerned.
        #[serde(
            rename = "stepInfo",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub step_info: ::std::option::Option<StepInfo>,
        ///When the change happened, in unix milliseconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub time: ::std::option::Option<crate::UnixMillis>,
        ///When the run was created, in unix milliseconds.
        #[serde(
            rename = "workflowCreatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_created_at: ::std::option::Option<crate::UnixMillis>,
        ///Id of the workflow run.
        #[serde(
            rename = "workflowRunId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_id: ::std::option::Option<::std::string::String>,
        ///What the run returned. Only with `RUN_SUCCESS`.
        #[serde(
            rename = "workflowRunResponse",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub workflow_run_response: ::std::option::Option<::std::string::String>,
        ///URL that the workflow is served at.
        #[serde(
            rename = "workflowUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_url: ::std::option::Option<::std::string::String>,
    }
    ///One run in the logs, with all its steps.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct WorkflowRun {
        ///Id of the run's DLQ entry. Only on a failed run.
        #[serde(
            rename = "dlqId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub dlq_id: ::std::option::Option<::std::string::String>,
        ///The run's failure callback. Missing unless the run failed and has one.
        #[serde(
            rename = "failureFunction",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub failure_function: ::std::option::Option<FailureFunction>,
        ///Flow-control key of the run. Missing or empty when it has none.
        #[serde(
            rename = "flowControlKey",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub flow_control_key: ::std::option::Option<::std::string::String>,
        ///The run that invoked this one. Missing when it was triggered directly.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub invoker: ::std::option::Option<InvokerContext>,
        ///Superseded by `labels`. With several labels on the run, only the first is here.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub label: ::std::option::Option<::std::string::String>,
        ///All labels given to the run when it was triggered. Missing or empty when there were none.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub labels: ::std::vec::Vec<::std::string::String>,
        ///Steps of the run so far, in groups.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::values::lenient::null_is_empty"
        )]
        pub steps: ::std::vec::Vec<GroupedSteps>,
        ///IP address that the run was triggered from.
        #[serde(
            rename = "workflowRunCallerIp",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_run_caller_ip: ::std::option::Option<::std::string::String>,
        ///When the run was over, in unix milliseconds. Missing before that.
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
        ///Id of the run. Two runs can share it when it was used again; `workflowRunCreatedAt` tells them apart.
        #[serde(rename = "workflowRunId")]
        pub workflow_run_id: ::std::string::String,
        ///What the run returned, as text; a structured value is JSON inside that text. Missing when nothing was returned.
        #[serde(
            rename = "workflowRunResponse",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::values::read_as::text")]
        pub workflow_run_response: ::std::option::Option<::std::string::String>,
        ///Where the run stands.
        #[serde(
            rename = "workflowState",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_state: ::std::option::Option<crate::types::RunState>,
        ///URL that the workflow is served at.
        #[serde(
            rename = "workflowUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub workflow_url: ::std::option::Option<::std::string::String>,
    }
    ///One page of runs from the logs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct WorkflowRunPage {
        ///Where the next page begins. Missing or empty on the last page; anything else means that more may follow, even if this page is empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cursor: ::std::option::Option<::std::string::String>,
        ///Runs on this page, each with all of its steps.
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
            ///Payload for the workflow, passed on unchanged as text. Missing means a run without a payload.
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
            ///Workflow URL to call, beginning with `http://` or `https://`. A query string is allowed here.
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
            ///Control headers for this run, each with one value: `Content-Type` and those of a single trigger, such as `Upstash-Workflow-RunId` or `Upstash-Label`. A header meant for the workflow itself needs the prefix `Upstash-Forward-`, which is taken off on the way.
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
        #[doc =
        "What a bulk action does to the runs it matches. `cancel`: it cancels them."]
        BulkActionKind { Cancel = "cancel" }
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "How far a bulk action is. `IN_PROGRESS`: it still has runs to work through. `FINISHED`: it has gone through all of them."]
        BulkActionState { InProgress = "IN_PROGRESS", Finished = "FINISHED" }
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "Where the failure callback of a failed run stands. `CALLBACK_INPROGRESS`: it is being delivered, for the first time or after a retry. `CALLBACK_SUCCESS`: it was delivered and answered well. `CALLBACK_FAIL`: it failed; only in this state can it be retried. `CALLBACK_CANCELED`: it was cancelled by hand."]
        FailureCallbackState { CallbackInprogress = "CALLBACK_INPROGRESS",
        CallbackSuccess = "CALLBACK_SUCCESS", CallbackFail = "CALLBACK_FAIL",
        CallbackCanceled = "CALLBACK_CANCELED" }
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "A state of either a run or a step. `RUN_STARTED`: the run has begun and is not over. `RUN_SUCCESS`: the run reached its end. `RUN_FAILED`: the run was given up. `RUN_CANCELED`: the run was cancelled. `STEP_PROGRESS`: a step is under way. `STEP_SUCCESS`: a step finished. `STEP_RETRY`: a step failed once or more and will be tried again. `STEP_FAILED`: a step failed for good. `STEP_CANCELED`: a step was cancelled by hand."]
        RunOrStepState { RunStarted = "RUN_STARTED", RunSuccess = "RUN_SUCCESS",
        RunFailed = "RUN_FAILED", RunCanceled = "RUN_CANCELED", StepProgress =
        "STEP_PROGRESS", StepSuccess = "STEP_SUCCESS", StepRetry = "STEP_RETRY",
        StepFailed = "STEP_FAILED", StepCanceled = "STEP_CANCELED" }
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "Where a workflow run stands. `RUN_STARTED`: the run has begun and is not over. `RUN_SUCCESS`: it ran to its end. `RUN_FAILED`: a step used up its retries, and the run was given up and put into the DLQ. `RUN_CANCELED`: somebody cancelled it."]
        RunState { RunStarted = "RUN_STARTED", RunSuccess = "RUN_SUCCESS", RunFailed =
        "RUN_FAILED", RunCanceled = "RUN_CANCELED" }
    }
    crate::values::open_enum::widen! {
        RunState => RunOrStepState
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "How the steps of a group relate. `parallel`: they run side by side. `sequential`: the group is a single step of the main line. `next`: the group holds what is being run or tried now."]
        StepGroupType { Parallel = "parallel", Sequential = "sequential", Next = "next" }
    }
    crate::values::open_enum::open_enum! {
        #[doc =
        "Where a single step stands. `STEP_PROGRESS`: it is under way. `STEP_SUCCESS`: it finished. `STEP_RETRY`: an attempt failed and another is scheduled. `STEP_FAILED`: it failed for good. `STEP_CANCELED`: it was cancelled by hand."]
        StepState { StepProgress = "STEP_PROGRESS", StepSuccess = "STEP_SUCCESS",
        StepRetry = "STEP_RETRY", StepFailed = "STEP_FAILED", StepCanceled =
        "STEP_CANCELED" }
    }
    crate::values::open_enum::widen! {
        StepState => RunOrStepState
    }
}
/**A client of the Upstash Workflow REST API, made by [`from_env`](Self::from_env) or [`builder`](Self::builder).

It has a method for each operation, which gives a builder: set its parameters and await it. It is cheap to clone, and all clones share one pool of connections.

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

Starts one run for each entry of the list and answers in the order of the list. Unlike the
single trigger, it takes any workflow URL, also one with a query, and can hand headers on to
the workflow.

An entry whose `Upstash-Workflow-RunId` belongs to an existing run starts nothing: its
result has `deduplicated` set. So a batch in which every entry has a run id can be sent
again after a lost answer; one without ids would start everything twice.

Fails with 400 when the service does not accept the list or one of its entries.

[`trigger_batch`](Self::trigger_batch) does the same with less to know.

Sends `POST /v2/batch/trigger`.

# Parameters

- [`body`](builder::BatchTriggerWorkflowRuns::body) (required): The runs to start.

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

Lists the flow-control keys with their limits, their use and how many messages they hold
back. There are no pages.

The answer is an array. Some servers wrap it into an object, `{"flowControls": [...]}`, so a
reader should accept both.

Sends `GET /v2/flowControl`.

# Parameters

- [`search`](builder::ListFlowControlKeys::search): Only keys that contain this text. Left out, all keys are listed.

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

Gets the limits of one flow-control key, how much of them is used, and how many messages the
key holds back right now.

Fails with 400 when the key is not valid and with 404 when there is no such key.

Sends `GET /v2/flowControl/{flowControlKey}`.

# Parameters

- [`flow_control_key`](builder::GetFlowControlKey::flow_control_key) (required): Name of the flow-control key.

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

Stops delivery for one flow-control key until it is resumed. Nothing is lost: messages on
the waitlist stay on it, and new ones join them. Runs under the key stand still meanwhile.

The rate period goes on during the pause, and what was counted in it stays counted.

Fails with 400 when the key is missing from the request.

Sends `POST /v2/flowControl/{flowControlKey}/pause`.

# Parameters

- [`flow_control_key`](builder::PauseFlowControlKey::flow_control_key) (required): Name of the flow-control key.

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

Fixes the limits of a flow-control key. Without a pin, each message that arrives brings
limits along and thereby changes those of its key. With one, they are ignored until
`unpin_flow_control_configuration` is called, so throughput can be raised to work off a
backlog, or lowered to spare a struggling service, without a new release.

Pinning also sets the key back: its rate count and its current period start anew.

Fails with 400 when the key is missing from the request or one of the values is not valid.

Sends `POST /v2/flowControl/{flowControlKey}/pin`.

# Parameters

- [`flow_control_key`](builder::PinFlowControlConfiguration::flow_control_key) (required): Name of the flow-control key.
- [`parallelism`](builder::PinFlowControlConfiguration::parallelism): Most messages of this key that may run at the same time. Left out, parallelism is not part of what is pinned.
- [`rate`](builder::PinFlowControlConfiguration::rate): Most messages of this key that may be started within one period. Left out, the rate is not part of what is pinned.
- [`period`](builder::PinFlowControlConfiguration::period): Length of the period that `rate` counts in, as a plain number of seconds.

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

Sets the rate count of a flow-control key back to zero and begins a new period right now.
Messages held back only by the rate limit need not wait for the old period to end. The
limits themselves stay as they are.

Fails with 400 when the key is missing from the request.

Sends `POST /v2/flowControl/{flowControlKey}/resetRate`.

# Parameters

- [`flow_control_key`](builder::ResetFlowControlRate::flow_control_key) (required): Name of the flow-control key.

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

Ends the pause of a flow-control key. Waiting messages are delivered again, within the
limits of the key.

Fails with 400 when the key is missing from the request.

Sends `POST /v2/flowControl/{flowControlKey}/resume`.

# Parameters

- [`flow_control_key`](builder::ResumeFlowControlKey::flow_control_key) (required): Name of the flow-control key.

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

Lets messages change the limits of a flow-control key again. The pinned values stay in force
until a message arrives that brings other ones.

Both flags count as `false` when left out, so say which of the two to unpin.

Fails with 400 when the key is missing from the request.

Sends `POST /v2/flowControl/{flowControlKey}/unpin`.

# Parameters

- [`flow_control_key`](builder::UnpinFlowControlConfiguration::flow_control_key) (required): Name of the flow-control key.
- [`parallelism`](builder::UnpinFlowControlConfiguration::parallelism): Whether to unpin the parallelism limit. Left out, it is `false`.
- [`rate`](builder::UnpinFlowControlConfiguration::rate): Whether to unpin the rate limit. Left out, it is `false`.

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

Tells how many messages run at the moment over all flow-control keys together, and how many may.

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

Gets the two keys that receivers need to check the header `Upstash-Signature` on what the service delivers. Keys belong to a region. The answer is secret: do not log it.

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
go on working without a gap, because the key now in use is the one they knew as next.

Give all receivers the new pair before rotating again: those that still have the old pair
know neither key after a second rotation and reject everything. So do not simply repeat this
request after a lost answer; look at the keys first. The answer is secret: do not log it.

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

Delivers a waiting step immediately, for instance once the cause of its failures is fixed.
The retry that is already on the schedule is brought forward; the step does not gain an
attempt. A sleeping step is woken in the same way.

The message id comes from the steps of a run in the logs: a step waits when it has a
`nextDeliveryTime`.

Fails with 400 when the time of this message cannot be changed, as with one that sits in a
queue.

Sends `POST /v2/messages/{messageId}/retry`.

# Parameters

- [`message_id`](builder::RetryStepNow::message_id) (required): Id of the message behind the waiting step, the step's `messageId` in the logs. It is not the run id and not the `stepId`.

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

Wakes every step, in whatever run, that waits for this event at the moment. Each gets the
request body as event data and its run goes on.

**The event is not kept.** If nobody waits, the answer is an empty array and the event is
lost; a step that begins to wait a moment later does not see it. When the run is known,
`notify_workflow_run_event` has no such gap.

Fails with 400 when the event id is not valid.

Sends `POST /v2/notify/{eventId}`.

# Parameters

- [`event_id`](builder::NotifyEvent::event_id) (required): Id of the event, as the workflow code names it when it waits.
- [`content_type`](builder::NotifyEvent::content_type): Media type of the body, such as `application/json`. Default: `application/octet-stream`.
- [`body`](builder::NotifyEvent::body): Payload of any media type. It is passed on byte for byte, with the `Content-Type` of the request, and can be empty.

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

Sends an event to one run. A step of the run that waits for it gets the request body as
event data right away. If none waits yet, the service stores the event and hands it to the
step that starts waiting for it later, so nothing is lost between the two.

The answer is a single result. Some servers send an array, so a reader should accept both.

Fails with 400 when the run id or the event id is not valid.

Sends `POST /v2/notify/{workflowRunId}/{eventId}`.

# Parameters

- [`workflow_run_id`](builder::NotifyWorkflowRunEvent::workflow_run_id) (required): Id of the workflow run, exactly as trigger or the logs give it.
- [`event_id`](builder::NotifyWorkflowRunEvent::event_id) (required): Id of the event, as the workflow code names it when it waits.
- [`content_type`](builder::NotifyWorkflowRunEvent::content_type): Media type of the body, such as `application/json`. Default: `application/octet-stream`.
- [`body`](builder::NotifyWorkflowRunEvent::body): Payload of any media type. It is passed on byte for byte, with the `Content-Type` of the request, and can be empty.

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

Starts one run of the workflow at the given URL. The request body is the payload, which the
workflow gets byte for byte. With `Upstash-Workflow-RunId` set, sending the same request
again is safe: no second run with that id is started. Without it, every repeat starts
another run.

Headers meant for the workflow itself cannot be expressed here. Use
`batch_trigger_workflow_runs`, whose `headers` take them with the prefix `Upstash-Forward-`.

Fails with 400 when the service does not accept the workflow URL or one of the headers.

[`trigger`](Self::trigger) does the same with less to know.

Sends `POST /v2/trigger/{workflowUrl}`.

# Parameters

- [`workflow_url`](builder::TriggerWorkflowRun::workflow_url) (required): URL of the workflow, beginning with `http://` or `https://`. It goes onto the path as it is, not percent-encoded; the service refuses an encoded one. A URL with its own query or fragment cannot be given here, while `batch_trigger_workflow_runs` takes any URL.
- [`upstash_workflow_run_id`](builder::TriggerWorkflowRun::upstash_workflow_run_id): Id to give to the run. Ids usually begin with `wfr_`. Choosing one makes it safe to repeat the request. Left out, the service makes up an id.
- [`upstash_retries`](builder::TriggerWorkflowRun::upstash_retries): How many times a failed delivery of a step is retried before the run fails and goes to the DLQ. Left out, it is 3.
- [`upstash_retry_delay`](builder::TriggerWorkflowRun::upstash_retry_delay): Expression for the wait before each retry, in milliseconds, such as `pow(2, retried) * 1000`. `retried` counts the retries already made and is 0 the first time; `pow`, `sqrt`, `abs`, `exp`, `floor`, `ceil`, `round`, `min` and `max` are at hand. Left out, waits grow exponentially.
- [`upstash_delay`](builder::TriggerWorkflowRun::upstash_delay): How long to wait before the run starts, as number and unit (`s`, `m`, `h` or `d`), also in combination: `50s`, `1d10h30m`. A number without a unit is refused. `Upstash-Not-Before` wins over it. Left out, the run starts at once.
- [`upstash_not_before`](builder::TriggerWorkflowRun::upstash_not_before): Earliest time for the run to start, in unix seconds (not milliseconds). It wins over `Upstash-Delay`. Left out, the run starts at once or after the delay.
- [`upstash_label`](builder::TriggerWorkflowRun::upstash_label): Labels to find the run by in logs and DLQ, joined with commas. Each consists of letters, digits, `_`, `.` and `-`. Left out, the run has no label.
- [`upstash_flow_control_key`](builder::TriggerWorkflowRun::upstash_flow_control_key): Flow-control key of the run: letters, digits, `_`, `.` and `-`. All steps under one key share its limits, so send `Upstash-Flow-Control-Value` along. Left out, no flow control applies.
- [`upstash_flow_control_value`](builder::TriggerWorkflowRun::upstash_flow_control_value): Limits for the flow-control key, such as `parallelism=2, rate=5, period=1m`: at most so many at once, and so many within each period. Order and spaces do not matter, and a part may be missing. The period is 1 second when missing and 1 week at most.
- [`upstash_failure_callback`](builder::TriggerWorkflowRun::upstash_failure_callback): URL to call after the run has failed for good, beginning with `http://` or `https://`. Left out, the workflow's own URL handles the failure. The call is billed like any message.
- [`upstash_failure_callback_retries`](builder::TriggerWorkflowRun::upstash_failure_callback_retries): How many times a failed delivery of the failure callback is retried. Left out, the run's `Upstash-Retries` counts for it as well.
- [`upstash_failure_callback_retry_delay`](builder::TriggerWorkflowRun::upstash_failure_callback_retry_delay): Expression for the wait before each retry of the failure callback, in milliseconds, in the form of `Upstash-Retry-Delay`. Left out, the run's own setting counts for it as well.
- [`upstash_failure_callback_flow_control_key`](builder::TriggerWorkflowRun::upstash_failure_callback_flow_control_key): Flow-control key for the failure callback, in the form of `Upstash-Flow-Control-Key`. What applies without it is not documented.
- [`upstash_failure_callback_flow_control_value`](builder::TriggerWorkflowRun::upstash_failure_callback_flow_control_value): Limits for the failure callback's flow-control key, in the form of `Upstash-Flow-Control-Value`. Send it together with that key.
- [`upstash_redact_fields`](builder::TriggerWorkflowRun::upstash_redact_fields): What to hide in logs, joined with commas: `body` for the payload, `header` for all headers, `header[Name]` for a single header. Left out, nothing is hidden.
- [`content_type`](builder::TriggerWorkflowRun::content_type): Media type of the body, such as `application/json`. Default: `application/octet-stream`.
- [`body`](builder::TriggerWorkflowRun::body): Payload of any media type. It is passed on byte for byte, with the `Content-Type` of the request, and can be empty.

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

Lists the steps, in whatever run, that wait for this event right now. An empty array means
that nobody does. There are no pages.

Fails with 400 when the event id is not valid.

Sends `GET /v2/waiters/{eventId}`.

# Parameters

- [`event_id`](builder::ListWaiters::event_id) (required): Id of the event, as the workflow code names it when it waits.

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

Lists bulk operations that run, or ran, in the background. They are kept for 7 days.

Follow `cursor` until it is missing or empty. The `state` filter is applied to each page
after it was cut, so a page can be short or even empty although more follow.

Sends `GET /v2/workflows/bulkActions`.

# Parameters

- [`cursor`](builder::ListBulkActions::cursor): Position to list from: the `cursor` of the previous page, unchanged. Left out or empty, the listing starts at the first page.
- [`count`](builder::ListBulkActions::count): Most bulk actions on a page. Left out, it is 100. The service treats anything above 1000 as 1000.
- [`state`](builder::ListBulkActions::state): Only bulk actions in this state.

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

Gets one bulk action, to see how far it is: `processed` out of `total`. It is over when
`state` is `FINISHED`.

Fails with 404 when there is no such bulk action. They are only kept for 7 days.

Sends `GET /v2/workflows/bulkActions/{actionId}`.

# Parameters

- [`action_id`](builder::GetBulkAction::action_id) (required): Id of the bulk action, the `actionId` of an asynchronous bulk cancellation.

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

Deletes the DLQ entries named in `dlqIds`, or else those that match the filters. With ids
given, the filters are ignored. **With neither ids nor filters, everything in the DLQ of
this region is deleted**, and an empty id list counts as none. Deleted entries are lost:
their runs can no longer be inspected, resumed or restarted from the DLQ.

A deletion by filter may need several requests. As long as the answer has a `cursor`, send
it back with the same filters.

Within one filter any of its values is enough; several filters must all match. A filter
takes several values either by repetition or in one text separated by commas, so a value
that has a comma of its own may be read as two.

Fails with 400 when an id or a filter is not valid.

Sends `DELETE /v2/workflows/dlq`.

Without an id, a filter or [`all`](builder::BulkDeleteFailedWorkflowRuns::all) the call is refused and nothing is sent.

# Parameters

- [`dlq_ids`](builder::BulkDeleteFailedWorkflowRuns::dlq_ids): Ids of the DLQ entries to act on, repeated for several. With ids given, every other filter is ignored. An empty list is the same as none.
- [`cursor`](builder::BulkDeleteFailedWorkflowRuns::cursor): Position to go on from: the `cursor` of the previous answer, unchanged and with the same filters. Left out or empty, the operation starts with the first match.
- [`count`](builder::BulkDeleteFailedWorkflowRuns::count): Most entries to delete with this request; the rest is left for the cursor. No default is documented. It does not select anything, so `count` alone means everything, bit by bit.
- [`from_date`](builder::BulkDeleteFailedWorkflowRuns::from_date): Only entries from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
- [`to_date`](builder::BulkDeleteFailedWorkflowRuns::to_date): Only entries up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
- [`workflow_url`](builder::BulkDeleteFailedWorkflowRuns::workflow_url): Only entries of this workflow URL. Repeat it for several values; one match is enough.
- [`workflow_run_id`](builder::BulkDeleteFailedWorkflowRuns::workflow_run_id): Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
- [`workflow_created_at`](builder::BulkDeleteFailedWorkflowRuns::workflow_created_at): Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
- [`label`](builder::BulkDeleteFailedWorkflowRuns::label): Only runs that carry this label. Repeat it for several values; one match is enough.
- [`failure_function_state`](builder::BulkDeleteFailedWorkflowRuns::failure_function_state): Only entries whose failure callback is in this state. Repeat it for several states; one match is enough.
- [`caller_ip`](builder::BulkDeleteFailedWorkflowRuns::caller_ip): Only runs triggered from this IP address. Repeat it for several values; one match is enough.
- [`flow_control_key`](builder::BulkDeleteFailedWorkflowRuns::flow_control_key): Only runs with this flow-control key. Repeat it for several values; one match is enough.

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

Lists the runs that failed for good and now sit in the dead letter queue (DLQ), with the
request that failed and the answer to it. Entries are kept for a limited time only (3 days
on the free plan, 1 week with pay-as-you-go) and then vanish. An entry listed a moment ago
can therefore be gone when it is acted on.

A page holds at most 100 entries; follow `cursor` until it is missing or empty. To find the
runs whose failure callback has to be sent again, filter by `failureFunctionState` with
`CALLBACK_FAIL`.

Within one filter any of its values is enough; several filters must all match. A filter
takes several values either by repetition or in one text separated by commas, so a value
that has a comma of its own may be read as two.

Fails with 400 when a parameter is not valid.

Sends `GET /v2/workflows/dlq`.

# Parameters

- [`cursor`](builder::ListFailedWorkflowRuns::cursor): Position to list from: the `cursor` of the previous page, unchanged. Left out or empty, the listing starts at the first page.
- [`count`](builder::ListFailedWorkflowRuns::count): Most entries on a page. Left out, it is 100, which is also the maximum.
- [`from_date`](builder::ListFailedWorkflowRuns::from_date): Only entries from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
- [`to_date`](builder::ListFailedWorkflowRuns::to_date): Only entries up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
- [`workflow_url`](builder::ListFailedWorkflowRuns::workflow_url): Only entries of this workflow URL. Repeat it for several values; one match is enough.
- [`workflow_run_id`](builder::ListFailedWorkflowRuns::workflow_run_id): Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
- [`workflow_created_at`](builder::ListFailedWorkflowRuns::workflow_created_at): Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
- [`label`](builder::ListFailedWorkflowRuns::label): Only runs that carry this label. Repeat it for several values; one match is enough.
- [`failure_function_state`](builder::ListFailedWorkflowRuns::failure_function_state): Only entries whose failure callback is in this state. Repeat it for several states; one match is enough.
- [`caller_ip`](builder::ListFailedWorkflowRuns::caller_ip): Only runs triggered from this IP address. Repeat it for several values; one match is enough.
- [`flow_control_key`](builder::ListFailedWorkflowRuns::flow_control_key): Only runs with this flow-control key. Repeat it for several values; one match is enough.

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

Stops the failure callback of a failed run before it is over, for example after a retry. It
must be in progress: `failureCallbackInfo.state` of the entry has to be
`CALLBACK_INPROGRESS`. Afterwards it is `CALLBACK_CANCELED` and cannot be retried.

Success is a redirect (302) or a 2xx, without a body either way. The redirect is never
followed; it stands for success as it is.

Fails with 400 when no callback is in progress or its data is unusable. Fails with 404 when
the entry or its callback is not there.

Sends `DELETE /v2/workflows/dlq/callback/{dlqId}`.

# Parameters

- [`dlq_id`](builder::CancelFailureCallback::dlq_id) (required): Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.

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

Sends the failure callback of a failed run once more. It must have failed:
`failureCallbackInfo.state` of the entry, also shown as `failureFunctionState`, has to be
`CALLBACK_FAIL`. It then goes to `CALLBACK_INPROGRESS`, and from there to `CALLBACK_SUCCESS`
or back to `CALLBACK_FAIL`. The success of this operation only says that the callback is
under way; read the entry again for the outcome. The run itself is not touched.

There is no bulk form. To retry all failed callbacks, list the DLQ with
`failureFunctionState` set to `CALLBACK_FAIL` and call this for each entry.

Fails with 400 when the entry has no failed callback, because none is configured or it is in
progress, has succeeded or was cancelled. Fails with 404 when there is no such entry, for
example because it has expired since it was listed.

Sends `POST /v2/workflows/dlq/callback/{dlqId}`.

# Parameters

- [`dlq_id`](builder::RetryFailureCallback::dlq_id) (required): Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.

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

Starts the workflow afresh for each DLQ entry named in `dlqIds`, or else for each that
matches the filters. Each new run has an id of its own, begins with the first step, with the
original payload, and runs every step again, including those that had succeeded: their
effects happen a second time.

With ids given, the filters are ignored. **With neither ids nor filters, everything in the
DLQ of this region is restarted**, and an empty id list counts as none. One request handles
at most 50 runs. As long as the answer has a `cursor`, send it back with the same filters to
go on; a missing or empty one means that all is done.

Within one filter any of its values is enough; several filters must all match. A filter
takes several values either by repetition or in one text separated by commas, so a value
that has a comma of its own may be read as two.

Fails with 400 when an id, a filter or a header is not valid. Fails with 404 when some of
the ids have no entry.

Sends `POST /v2/workflows/dlq/restart`.

Without an id, a filter or [`all`](builder::BulkRestartWorkflowRuns::all) the call is refused and nothing is sent.

# Parameters

- [`dlq_ids`](builder::BulkRestartWorkflowRuns::dlq_ids): Ids of the DLQ entries to act on, repeated for several. With ids given, every other filter is ignored. An empty list is the same as none.
- [`cursor`](builder::BulkRestartWorkflowRuns::cursor): Position to go on from: the `cursor` of the previous answer, unchanged and with the same filters. Left out or empty, the operation starts with the first match.
- [`count`](builder::BulkRestartWorkflowRuns::count): Most runs to start with this request. Whatever is asked for, one request handles no more than 50. Left out, all matches are meant, again 50 at a time.
- [`from_date`](builder::BulkRestartWorkflowRuns::from_date): Only entries from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
- [`to_date`](builder::BulkRestartWorkflowRuns::to_date): Only entries up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
- [`workflow_url`](builder::BulkRestartWorkflowRuns::workflow_url): Only entries of this workflow URL. Repeat it for several values; one match is enough.
- [`workflow_run_id`](builder::BulkRestartWorkflowRuns::workflow_run_id): Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
- [`workflow_created_at`](builder::BulkRestartWorkflowRuns::workflow_created_at): Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
- [`label`](builder::BulkRestartWorkflowRuns::label): Only runs that carry this label. Repeat it for several values; one match is enough.
- [`failure_function_state`](builder::BulkRestartWorkflowRuns::failure_function_state): Only entries whose failure callback is in this state. Repeat it for several states; one match is enough.
- [`caller_ip`](builder::BulkRestartWorkflowRuns::caller_ip): Only runs triggered from this IP address. Repeat it for several values; one match is enough.
- [`flow_control_key`](builder::BulkRestartWorkflowRuns::flow_control_key): Only runs with this flow-control key. Repeat it for several values; one match is enough.
- [`upstash_retries`](builder::BulkRestartWorkflowRuns::upstash_retries): How many times delivery of a step of the new run may be retried. Left out, the setting of the failed run stays.
- [`upstash_delay`](builder::BulkRestartWorkflowRuns::upstash_delay): How long to wait before the new run does its first step, as number and unit (`s`, `m`, `h` or `d`), for example `90s` or `1d10h30m`. A number without a unit is refused. Left out, no extra wait is asked for.
- [`upstash_retry_delay`](builder::BulkRestartWorkflowRuns::upstash_retry_delay): Expression for the wait before each retry in the new run, in milliseconds; the trigger operation explains its form. Left out, the setting of the failed run stays.
- [`upstash_flow_control_key`](builder::BulkRestartWorkflowRuns::upstash_flow_control_key): Flow-control key of the new run: letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.
- [`upstash_flow_control_value`](builder::BulkRestartWorkflowRuns::upstash_flow_control_value): Flow-control limits for the new run, for example `parallelism=2, rate=5, period=1m`; the trigger operation explains the parts. Left out, the setting of the failed run stays.
- [`upstash_label`](builder::BulkRestartWorkflowRuns::upstash_label): Labels of the new run, joined with commas, in place of the old ones. Each consists of letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.
- [`upstash_failure_callback`](builder::BulkRestartWorkflowRuns::upstash_failure_callback): URL to call if the new run fails too, beginning with `http://` or `https://`. Left out, the setting of the failed run stays.

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

Starts the workflow of a failed run afresh.

The new run has an id of its own. It begins with the first step, with the original payload,
and runs every step again, including those that had succeeded: their effects happen a second
time.

A repeated request may start another run, so after a lost answer look into the logs first.
Whether the entry stays in the DLQ afterwards is not documented.

Fails with 400 when the id is malformed, or the entry is not from a workflow or does not
allow to be restarted. Fails with 404 when there is no such entry, for example because it
has expired.

Sends `POST /v2/workflows/dlq/restart/{dlqId}`.

# Parameters

- [`dlq_id`](builder::RestartWorkflowRun::dlq_id) (required): Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.
- [`upstash_retries`](builder::RestartWorkflowRun::upstash_retries): How many times delivery of a step of the new run may be retried. Left out, the setting of the failed run stays.
- [`upstash_delay`](builder::RestartWorkflowRun::upstash_delay): How long to wait before the new run does its first step, as number and unit (`s`, `m`, `h` or `d`), for example `90s` or `1d10h30m`. A number without a unit is refused. Left out, no extra wait is asked for.
- [`upstash_retry_delay`](builder::RestartWorkflowRun::upstash_retry_delay): Expression for the wait before each retry in the new run, in milliseconds; the trigger operation explains its form. Left out, the setting of the failed run stays.
- [`upstash_flow_control_key`](builder::RestartWorkflowRun::upstash_flow_control_key): Flow-control key of the new run: letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.
- [`upstash_flow_control_value`](builder::RestartWorkflowRun::upstash_flow_control_value): Flow-control limits for the new run, for example `parallelism=2, rate=5, period=1m`; the trigger operation explains the parts. Left out, the setting of the failed run stays.
- [`upstash_label`](builder::RestartWorkflowRun::upstash_label): Labels of the new run, joined with commas, in place of the old ones. Each consists of letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.
- [`upstash_failure_callback`](builder::RestartWorkflowRun::upstash_failure_callback): URL to call if the new run fails too, beginning with `http://` or `https://`. Left out, the setting of the failed run stays.

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

Starts a new run for each DLQ entry named in `dlqIds`, or else for each that matches the
filters, carrying on where the failed run stopped. Each new run has an id of its own, takes
over the results of the steps that had succeeded, does not run those again, and goes on with
the step that failed. The workflow's code may have changed after the failed step since then,
but not before it: that would break the run.

With ids given, the filters are ignored. **With neither ids nor filters, everything in the
DLQ of this region is resumed**, and an empty id list counts as none. One request handles at
most 50 runs. As long as the answer has a `cursor`, send it back with the same filters to go
on; a missing or empty one means that all is done.

Within one filter any of its values is enough; several filters must all match. A filter
takes several values either by repetition or in one text separated by commas, so a value
that has a comma of its own may be read as two.

Fails with 400 when an id, a filter or a header is not valid. Fails with 404 when some of
the ids have no entry.

Sends `POST /v2/workflows/dlq/resume`.

Without an id, a filter or [`all`](builder::BulkResumeWorkflowRuns::all) the call is refused and nothing is sent.

# Parameters

- [`dlq_ids`](builder::BulkResumeWorkflowRuns::dlq_ids): Ids of the DLQ entries to act on, repeated for several. With ids given, every other filter is ignored. An empty list is the same as none.
- [`cursor`](builder::BulkResumeWorkflowRuns::cursor): Position to go on from: the `cursor` of the previous answer, unchanged and with the same filters. Left out or empty, the operation starts with the first match.
- [`count`](builder::BulkResumeWorkflowRuns::count): Most runs to start with this request. Whatever is asked for, one request handles no more than 50. Left out, all matches are meant, again 50 at a time.
- [`from_date`](builder::BulkResumeWorkflowRuns::from_date): Only entries from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
- [`to_date`](builder::BulkResumeWorkflowRuns::to_date): Only entries up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
- [`workflow_url`](builder::BulkResumeWorkflowRuns::workflow_url): Only entries of this workflow URL. Repeat it for several values; one match is enough.
- [`workflow_run_id`](builder::BulkResumeWorkflowRuns::workflow_run_id): Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
- [`workflow_created_at`](builder::BulkResumeWorkflowRuns::workflow_created_at): Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
- [`label`](builder::BulkResumeWorkflowRuns::label): Only runs that carry this label. Repeat it for several values; one match is enough.
- [`failure_function_state`](builder::BulkResumeWorkflowRuns::failure_function_state): Only entries whose failure callback is in this state. Repeat it for several states; one match is enough.
- [`caller_ip`](builder::BulkResumeWorkflowRuns::caller_ip): Only runs triggered from this IP address. Repeat it for several values; one match is enough.
- [`flow_control_key`](builder::BulkResumeWorkflowRuns::flow_control_key): Only runs with this flow-control key. Repeat it for several values; one match is enough.
- [`upstash_retries`](builder::BulkResumeWorkflowRuns::upstash_retries): How many times delivery of a step of the new run may be retried. Left out, the setting of the failed run stays.
- [`upstash_delay`](builder::BulkResumeWorkflowRuns::upstash_delay): How long to wait before the new run does its first step, as number and unit (`s`, `m`, `h` or `d`), for example `90s` or `1d10h30m`. A number without a unit is refused. Left out, no extra wait is asked for.
- [`upstash_retry_delay`](builder::BulkResumeWorkflowRuns::upstash_retry_delay): Expression for the wait before each retry in the new run, in milliseconds; the trigger operation explains its form. Left out, the setting of the failed run stays.
- [`upstash_flow_control_key`](builder::BulkResumeWorkflowRuns::upstash_flow_control_key): Flow-control key of the new run: letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.
- [`upstash_flow_control_value`](builder::BulkResumeWorkflowRuns::upstash_flow_control_value): Flow-control limits for the new run, for example `parallelism=2, rate=5, period=1m`; the trigger operation explains the parts. Left out, the setting of the failed run stays.
- [`upstash_label`](builder::BulkResumeWorkflowRuns::upstash_label): Labels of the new run, joined with commas, in place of the old ones. Each consists of letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.
- [`upstash_failure_callback`](builder::BulkResumeWorkflowRuns::upstash_failure_callback): URL to call if the new run fails too, beginning with `http://` or `https://`. Left out, the setting of the failed run stays.

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

Starts a new run that carries on where the failed one stopped.

The new run has an id of its own. It takes over the results of the steps that had succeeded,
does not run those again, and goes on with the step that failed. The workflow's code may
have changed after the failed step since then, but not before it: that would break the run.

A repeated request may start another run, so after a lost answer look into the logs first.
Whether the entry stays in the DLQ afterwards is not documented.

Fails with 400 when the id is malformed, or the entry is not from a workflow or does not
allow to be resumed. Fails with 404 when there is no such entry, for example because it has
expired.

Sends `POST /v2/workflows/dlq/resume/{dlqId}`.

# Parameters

- [`dlq_id`](builder::ResumeWorkflowRun::dlq_id) (required): Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.
- [`upstash_retries`](builder::ResumeWorkflowRun::upstash_retries): How many times delivery of a step of the new run may be retried. Left out, the setting of the failed run stays.
- [`upstash_delay`](builder::ResumeWorkflowRun::upstash_delay): How long to wait before the new run does its first step, as number and unit (`s`, `m`, `h` or `d`), for example `90s` or `1d10h30m`. A number without a unit is refused. Left out, no extra wait is asked for.
- [`upstash_retry_delay`](builder::ResumeWorkflowRun::upstash_retry_delay): Expression for the wait before each retry in the new run, in milliseconds; the trigger operation explains its form. Left out, the setting of the failed run stays.
- [`upstash_flow_control_key`](builder::ResumeWorkflowRun::upstash_flow_control_key): Flow-control key of the new run: letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.
- [`upstash_flow_control_value`](builder::ResumeWorkflowRun::upstash_flow_control_value): Flow-control limits for the new run, for example `parallelism=2, rate=5, period=1m`; the trigger operation explains the parts. Left out, the setting of the failed run stays.
- [`upstash_label`](builder::ResumeWorkflowRun::upstash_label): Labels of the new run, joined with commas, in place of the old ones. Each consists of letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.
- [`upstash_failure_callback`](builder::ResumeWorkflowRun::upstash_failure_callback): URL to call if the new run fails too, beginning with `http://` or `https://`. Left out, the setting of the failed run stays.

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

Deletes one DLQ entry, for a failure that is dealt with or not worth another try. The entry
is lost: its run can no longer be resumed or restarted from the DLQ.

Fails with 400 when the id is malformed and with 404 when there is no such entry, for
example because it has expired.

Sends `DELETE /v2/workflows/dlq/{dlqId}`.

# Parameters

- [`dlq_id`](builder::DeleteFailedWorkflowRun::dlq_id) (required): Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.

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

Gets one DLQ entry: the request that failed, the answer to it, and how the failure callback
went.

Fails with 400 when the id is malformed and with 404 when there is no such entry, for
example because it has expired.

Sends `GET /v2/workflows/dlq/{dlqId}`.

# Parameters

- [`dlq_id`](builder::GetFailedWorkflowRun::dlq_id) (required): Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.

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

Lists runs, whatever their state, each with its steps. Runs that are over are only kept for
the retention time of the account's plan. A page holds at most 10 runs; follow `cursor`
until it is missing or empty, since a page may be empty while more follow.

All filters given must match. A run id that was used again names several runs, and filtering
by it lists all of them; `workflowCreatedAt` tells them apart.

Fails with 400 when a parameter is not valid, for example an unknown state or a broken
cursor.

Sends `GET /v2/workflows/logs`.

# Parameters

- [`cursor`](builder::ListWorkflowRunLogs::cursor): Position to list from: the `cursor` of the previous page, unchanged. Left out or empty, the listing starts at the first page.
- [`count`](builder::ListWorkflowRunLogs::count): Most runs on a page. Left out, it is 10, which is also the maximum.
- [`workflow_url`](builder::ListWorkflowRunLogs::workflow_url): Only runs of exactly this workflow URL, beginning with `http://` or `https://`. Repeat it for several values; one match is enough.
- [`workflow_run_id`](builder::ListWorkflowRunLogs::workflow_run_id): Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
- [`workflow_created_at`](builder::ListWorkflowRunLogs::workflow_created_at): Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
- [`workflow_runs`](builder::ListWorkflowRunLogs::workflow_runs): Exactly these runs, as pairs of run id and creation time in unix milliseconds: `id@time`, joined with commas. With it, all other filters are ignored.
- [`state`](builder::ListWorkflowRunLogs::state): Only runs in this state, or with a step in this state.
- [`message_id`](builder::ListWorkflowRunLogs::message_id): Only runs that the message with this id belongs to.
- [`from_date`](builder::ListWorkflowRunLogs::from_date): Only what happened from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
- [`to_date`](builder::ListWorkflowRunLogs::to_date): Only what happened up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
- [`host`](builder::ListWorkflowRunLogs::host): Only runs whose workflow URL has this host. Repeat it for several values; one match is enough.
- [`path`](builder::ListWorkflowRunLogs::path): Only runs whose workflow URL has this path. Repeat it for several values; one match is enough.
- [`label`](builder::ListWorkflowRunLogs::label): Only runs that carry this label. Repeat it for several values; one match is enough.
- [`caller_ip`](builder::ListWorkflowRunLogs::caller_ip): Only runs triggered from this IP address. Repeat it for several values; one match is enough.
- [`flow_control_key`](builder::ListWorkflowRunLogs::flow_control_key): Only runs with this flow-control key. Repeat it for several values; one match is enough.
- [`trim_body`](builder::ListWorkflowRunLogs::trim_body): Cuts request and response bodies in the answer to this many bytes, to keep it small. With `-1`, which is also the default, bodies are left out altogether.

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

Cancels the runs named in `workflowRunIds`, or else all runs that match the filters. With
ids given, the filters are ignored. **With neither ids nor filters, every run of the account
in this region is cancelled.** An empty id list counts as none. Cancelled runs do not come
back.

There are no pages, and not every matching run is sure to be cancelled by one request:
repeat it until `cancelled` is 0. An id that no run has is passed over without an error. A
cancellation by filter is carried out as a tracked bulk action; set `async` to get its
`actionId` and watch it with `get_bulk_action`.

Within one filter any of its values is enough; several filters must all match. A filter
takes several values either by repetition or in one text separated by commas, so a value
that has a comma of its own may be read as two.

Sends `DELETE /v2/workflows/runs`.

Without an id, a filter or [`all`](builder::BulkCancelWorkflowRuns::all) the call is refused and nothing is sent.

# Parameters

- [`workflow_run_ids`](builder::BulkCancelWorkflowRuns::workflow_run_ids): Ids of the runs to cancel, repeated for several. With ids given, every filter is ignored. An empty list is the same as none.
- [`workflow_url`](builder::BulkCancelWorkflowRuns::workflow_url): Only runs whose workflow URL begins with this text, or equals it if `workflowUrlExactMatch` is `true`. Repeat it for several values; one match is enough.
- [`workflow_url_exact_match`](builder::BulkCancelWorkflowRuns::workflow_url_exact_match): Whether `workflowUrl` must match in full. Left out, it is `false`, and a matching beginning is enough, which can take in more workflows than meant.
- [`host`](builder::BulkCancelWorkflowRuns::host): Only runs whose workflow URL has this host. Repeat it for several values; one match is enough.
- [`path`](builder::BulkCancelWorkflowRuns::path): Only runs whose workflow URL has this path. Repeat it for several values; one match is enough.
- [`from_date`](builder::BulkCancelWorkflowRuns::from_date): Only runs from this time on, in unix milliseconds. Left out, there is no lower bound.
- [`to_date`](builder::BulkCancelWorkflowRuns::to_date): Only runs up to this time, in unix milliseconds. Left out, there is no upper bound.
- [`label`](builder::BulkCancelWorkflowRuns::label): Only runs that carry this label. Repeat it for several values; one match is enough.
- [`caller_ip`](builder::BulkCancelWorkflowRuns::caller_ip): Only runs triggered from this IP address. Repeat it for several values; one match is enough.
- [`flow_control_key`](builder::BulkCancelWorkflowRuns::flow_control_key): Only runs with this flow-control key. Repeat it for several values; one match is enough.
- [`count`](builder::BulkCancelWorkflowRuns::count): Most runs to cancel with this request, 100 if left out. The service has deprecated it, so do not count on it as a safeguard.
- [`async_`](builder::BulkCancelWorkflowRuns::async_): Whether to answer without waiting for the cancellation and give its `actionId` instead. Left out, it is `false`.

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

Stops a run that is not over yet. It ends as `RUN_CANCELED`, and no further step is
delivered.

Fails with 404 when no run has this id.

Sends `DELETE /v2/workflows/runs/{workflowRunId}`.

# Parameters

- [`workflow_run_id`](builder::CancelWorkflowRun::workflow_run_id) (required): Id of the workflow run, exactly as trigger or the logs give it.

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
        ///The runs to start.
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
        ///Only keys that contain this text. Left out, all keys are listed.
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
        ///Name of the flow-control key.
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
        ///Name of the flow-control key.
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
        parallelism: Result<Option<i64>, String>,
        period: Result<Option<i64>, String>,
        rate: Result<Option<i64>, String>,
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
        ///Name of the flow-control key.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.flow_control_key = setter::required("flow_control_key", value);
            self
        }
        ///Most messages of this key that may run at the same time. Left out, parallelism is not part of what is pinned.
        pub fn parallelism<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.parallelism = setter::optional("parallelism", value);
            self
        }
        ///Length of the period that `rate` counts in, as a plain number of seconds.
        pub fn period<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.period = setter::optional("period", value);
            self
        }
        ///Most messages of this key that may be started within one period. Left out, the rate is not part of what is pinned.
        pub fn rate<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
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
        ///Name of the flow-control key.
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
        ///Name of the flow-control key.
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
        ///Name of the flow-control key.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.flow_control_key = setter::required("flow_control_key", value);
            self
        }
        ///Whether to unpin the parallelism limit. Left out, it is `false`.
        pub fn parallelism<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.parallelism = setter::optional("parallelism", value);
            self
        }
        ///Whether to unpin the rate limit. Left out, it is `false`.
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
        ///Id of the message behind the waiting step, the step's `messageId` in the logs. It is not the run id and not the `stepId`.
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
        body: Result<reqwest::Body, String>,
        content_type: Result<Option<::std::string::String>, String>,
        event_id: Result<::std::string::String, String>,
    }
    impl<'a> NotifyEvent<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                body: Ok(Default::default()),
                content_type: Ok(None),
                event_id: Err(String::new()),
            }
        }
        ///Payload of any media type. It is passed on byte for byte, with the `Content-Type` of the request, and can be empty.
        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = setter::required("body", value);
            self
        }
        /**Media type of the body, such as `application/json`. Default: `application/octet-stream`.

Sent as the header `Content-Type`.*/
        pub fn content_type<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.content_type = setter::optional("content_type", value);
            self
        }
        ///Id of the event, as the workflow code names it when it waits.
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
        body: Result<reqwest::Body, String>,
        content_type: Result<Option<::std::string::String>, String>,
        event_id: Result<::std::string::String, String>,
        workflow_run_id: Result<::std::string::String, String>,
    }
    impl<'a> NotifyWorkflowRunEvent<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                body: Ok(Default::default()),
                content_type: Ok(None),
                event_id: Err(String::new()),
                workflow_run_id: Err(String::new()),
            }
        }
        ///Payload of any media type. It is passed on byte for byte, with the `Content-Type` of the request, and can be empty.
        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = setter::required("body", value);
            self
        }
        /**Media type of the body, such as `application/json`. Default: `application/octet-stream`.

Sent as the header `Content-Type`.*/
        pub fn content_type<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.content_type = setter::optional("content_type", value);
            self
        }
        ///Id of the event, as the workflow code names it when it waits.
        pub fn event_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.event_id = setter::required("event_id", value);
            self
        }
        ///Id of the workflow run, exactly as trigger or the logs give it.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::required("workflow_run_id", value);
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
        body: Result<reqwest::Body, String>,
        content_type: Result<Option<::std::string::String>, String>,
        upstash_delay: Result<Option<::std::string::String>, String>,
        upstash_failure_callback: Result<Option<::std::string::String>, String>,
        upstash_failure_callback_flow_control_key: Result<
            Option<::std::string::String>,
            String,
        >,
        upstash_failure_callback_flow_control_value: Result<
            Option<::std::string::String>,
            String,
        >,
        upstash_failure_callback_retries: Result<Option<i64>, String>,
        upstash_failure_callback_retry_delay: Result<
            Option<::std::string::String>,
            String,
        >,
        upstash_flow_control_key: Result<Option<::std::string::String>, String>,
        upstash_flow_control_value: Result<Option<::std::string::String>, String>,
        upstash_label: Result<Option<::std::string::String>, String>,
        upstash_not_before: Result<Option<crate::UnixSeconds>, String>,
        upstash_redact_fields: Result<Option<::std::string::String>, String>,
        upstash_retries: Result<Option<i64>, String>,
        upstash_retry_delay: Result<Option<::std::string::String>, String>,
        upstash_workflow_run_id: Result<Option<::std::string::String>, String>,
        workflow_url: Result<::std::string::String, String>,
    }
    impl<'a> TriggerWorkflowRun<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                body: Ok(Default::default()),
                content_type: Ok(None),
                upstash_delay: Ok(None),
                upstash_failure_callback: Ok(None),
                upstash_failure_callback_flow_control_key: Ok(None),
                upstash_failure_callback_flow_control_value: Ok(None),
                upstash_failure_callback_retries: Ok(None),
                upstash_failure_callback_retry_delay: Ok(None),
                upstash_flow_control_key: Ok(None),
                upstash_flow_control_value: Ok(None),
                upstash_label: Ok(None),
                upstash_not_before: Ok(None),
                upstash_redact_fields: Ok(None),
                upstash_retries: Ok(None),
                upstash_retry_delay: Ok(None),
                upstash_workflow_run_id: Ok(None),
                workflow_url: Err(String::new()),
            }
        }
        ///Payload of any media type. It is passed on byte for byte, with the `Content-Type` of the request, and can be empty.
        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = setter::required("body", value);
            self
        }
        /**Media type of the body, such as `application/json`. Default: `application/octet-stream`.

Sent as the header `Content-Type`.*/
        pub fn content_type<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.content_type = setter::optional("content_type", value);
            self
        }
        /**How long to wait before the run starts, as number and unit (`s`, `m`, `h` or `d`), also in combination: `50s`, `1d10h30m`. A number without a unit is refused. `Upstash-Not-Before` wins over it. Left out, the run starts at once.

Sent as the header `Upstash-Delay`.*/
        pub fn upstash_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_delay = setter::optional("upstash_delay", value);
            self
        }
        /**URL to call after the run has failed for good, beginning with `http://` or `https://`. Left out, the workflow's own URL handles the failure. The call is billed like any message.

Sent as the header `Upstash-Failure-Callback`.*/
        pub fn upstash_failure_callback<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_failure_callback = setter::optional(
                "upstash_failure_callback",
                value,
            );
            self
        }
        /**Flow-control key for the failure callback, in the form of `Upstash-Flow-Control-Key`. What applies without it is not documented.

Sent as the header `Upstash-Failure-Callback-Flow-Control-Key`.*/
        pub fn upstash_failure_callback_flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_failure_callback_flow_control_key = setter::optional(
                "upstash_failure_callback_flow_control_key",
                value,
            );
            self
        }
        /**Limits for the failure callback's flow-control key, in the form of `Upstash-Flow-Control-Value`. Send it together with that key.

Sent as the header `Upstash-Failure-Callback-Flow-Control-Value`.*/
        pub fn upstash_failure_callback_flow_control_value<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_failure_callback_flow_control_value = setter::optional(
                "upstash_failure_callback_flow_control_value",
                value,
            );
            self
        }
        /**How many times a failed delivery of the failure callback is retried. Left out, the run's `Upstash-Retries` counts for it as well.

Sent as the header `Upstash-Failure-Callback-Retries`.*/
        pub fn upstash_failure_callback_retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.upstash_failure_callback_retries = setter::optional(
                "upstash_failure_callback_retries",
                value,
            );
            self
        }
        /**Expression for the wait before each retry of the failure callback, in milliseconds, in the form of `Upstash-Retry-Delay`. Left out, the run's own setting counts for it as well.

Sent as the header `Upstash-Failure-Callback-Retry-Delay`.*/
        pub fn upstash_failure_callback_retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_failure_callback_retry_delay = setter::optional(
                "upstash_failure_callback_retry_delay",
                value,
            );
            self
        }
        /**Flow-control key of the run: letters, digits, `_`, `.` and `-`. All steps under one key share its limits, so send `Upstash-Flow-Control-Value` along. Left out, no flow control applies.

Sent as the header `Upstash-Flow-Control-Key`.*/
        pub fn upstash_flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_flow_control_key = setter::optional(
                "upstash_flow_control_key",
                value,
            );
            self
        }
        /**Limits for the flow-control key, such as `parallelism=2, rate=5, period=1m`: at most so many at once, and so many within each period. Order and spaces do not matter, and a part may be missing. The period is 1 second when missing and 1 week at most.

Sent as the header `Upstash-Flow-Control-Value`.*/
        pub fn upstash_flow_control_value<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_flow_control_value = setter::optional(
                "upstash_flow_control_value",
                value,
            );
            self
        }
        /**Labels to find the run by in logs and DLQ, joined with commas. Each consists of letters, digits, `_`, `.` and `-`. Left out, the run has no label.

Sent as the header `Upstash-Label`.*/
        pub fn upstash_label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_label = setter::optional("upstash_label", value);
            self
        }
        /**Earliest time for the run to start, in unix seconds (not milliseconds). It wins over `Upstash-Delay`. Left out, the run starts at once or after the delay.

Sent as the header `Upstash-Not-Before`.*/
        pub fn upstash_not_before<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixSeconds>,
        {
            self.upstash_not_before = setter::optional("upstash_not_before", value);
            self
        }
        /**What to hide in logs, joined with commas: `body` for the payload, `header` for all headers, `header[Name]` for a single header. Left out, nothing is hidden.

Sent as the header `Upstash-Redact-Fields`.*/
        pub fn upstash_redact_fields<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_redact_fields = setter::optional(
                "upstash_redact_fields",
                value,
            );
            self
        }
        /**How many times a failed delivery of a step is retried before the run fails and goes to the DLQ. Left out, it is 3.

Sent as the header `Upstash-Retries`.*/
        pub fn upstash_retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.upstash_retries = setter::optional("upstash_retries", value);
            self
        }
        /**Expression for the wait before each retry, in milliseconds, such as `pow(2, retried) * 1000`. `retried` counts the retries already made and is 0 the first time; `pow`, `sqrt`, `abs`, `exp`, `floor`, `ceil`, `round`, `min` and `max` are at hand. Left out, waits grow exponentially.

Sent as the header `Upstash-Retry-Delay`.*/
        pub fn upstash_retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_retry_delay = setter::optional("upstash_retry_delay", value);
            self
        }
        /**Id to give to the run. Ids usually begin with `wfr_`. Choosing one makes it safe to repeat the request. Left out, the service makes up an id.

Sent as the header `Upstash-Workflow-RunId`.*/
        pub fn upstash_workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_workflow_run_id = setter::optional(
                "upstash_workflow_run_id",
                value,
            );
            self
        }
        ///URL of the workflow, beginning with `http://` or `https://`. It goes onto the path as it is, not percent-encoded; the service refuses an encoded one. A URL with its own query or fragment cannot be given here, while `batch_trigger_workflow_runs` takes any URL.
        pub fn workflow_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_url = setter::required("workflow_url", value);
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
            request.header("upstash_delay", "Upstash-Delay", self.upstash_delay);
            request
                .header(
                    "upstash_failure_callback",
                    "Upstash-Failure-Callback",
                    self.upstash_failure_callback,
                );
            request
                .header(
                    "upstash_failure_callback_flow_control_key",
                    "Upstash-Failure-Callback-Flow-Control-Key",
                    self.upstash_failure_callback_flow_control_key,
                );
            request
                .header(
                    "upstash_failure_callback_flow_control_value",
                    "Upstash-Failure-Callback-Flow-Control-Value",
                    self.upstash_failure_callback_flow_control_value,
                );
            request
                .header(
                    "upstash_failure_callback_retries",
                    "Upstash-Failure-Callback-Retries",
                    self.upstash_failure_callback_retries,
                );
            request
                .header(
                    "upstash_failure_callback_retry_delay",
                    "Upstash-Failure-Callback-Retry-Delay",
                    self.upstash_failure_callback_retry_delay,
                );
            request
                .header(
                    "upstash_flow_control_key",
                    "Upstash-Flow-Control-Key",
                    self.upstash_flow_control_key,
                );
            request
                .header(
                    "upstash_flow_control_value",
                    "Upstash-Flow-Control-Value",
                    self.upstash_flow_control_value,
                );
            request.header("upstash_label", "Upstash-Label", self.upstash_label);
            request
                .header(
                    "upstash_not_before",
                    "Upstash-Not-Before",
                    self.upstash_not_before,
                );
            request
                .header(
                    "upstash_redact_fields",
                    "Upstash-Redact-Fields",
                    self.upstash_redact_fields,
                );
            request.header("upstash_retries", "Upstash-Retries", self.upstash_retries);
            request
                .header(
                    "upstash_retry_delay",
                    "Upstash-Retry-Delay",
                    self.upstash_retry_delay,
                );
            request
                .header(
                    "upstash_workflow_run_id",
                    "Upstash-Workflow-RunId",
                    self.upstash_workflow_run_id,
                );
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
        ///Id of the event, as the workflow code names it when it waits.
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
        count: Result<Option<i64>, String>,
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
        ///Most bulk actions on a page. Left out, it is 100. The service treats anything above 1000 as 1000.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Position to list from: the `cursor` of the previous page, unchanged. Left out or empty, the listing starts at the first page.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        ///Only bulk actions in this state.
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
        ///Id of the bulk action, the `actionId` of an asynchronous bulk cancellation.
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
        count: Result<Option<i64>, String>,
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
        ///Only runs triggered from this IP address. Repeat it for several values; one match is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Most entries to delete with this request; the rest is left for the cursor. No default is documented. It does not select anything, so `count` alone means everything, bit by bit.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Position to go on from: the `cursor` of the previous answer, unchanged and with the same filters. Left out or empty, the operation starts with the first match.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        ///Ids of the DLQ entries to act on, repeated for several. With ids given, every other filter is ignored. An empty list is the same as none.
        pub fn dlq_ids<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.dlq_ids, "dlq_ids", value);
            self
        }
        ///Only entries whose failure callback is in this state. Repeat it for several states; one match is enough.
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
        ///Only runs with this flow-control key. Repeat it for several values; one match is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Only entries from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Only runs that carry this label. Repeat it for several values; one match is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        ///Only entries up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        ///Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
        pub fn workflow_created_at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.workflow_created_at = setter::optional("workflow_created_at", value);
            self
        }
        ///Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::optional("workflow_run_id", value);
            self
        }
        ///Only entries of this workflow URL. Repeat it for several values; one match is enough.
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
        count: Result<Option<i64>, String>,
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
        ///Only runs triggered from this IP address. Repeat it for several values; one match is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Most entries on a page. Left out, it is 100, which is also the maximum.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Position to list from: the `cursor` of the previous page, unchanged. Left out or empty, the listing starts at the first page.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        ///Only entries whose failure callback is in this state. Repeat it for several states; one match is enough.
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
        ///Only runs with this flow-control key. Repeat it for several values; one match is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Only entries from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Only runs that carry this label. Repeat it for several values; one match is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        ///Only entries up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        ///Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
        pub fn workflow_created_at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.workflow_created_at = setter::optional("workflow_created_at", value);
            self
        }
        ///Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::optional("workflow_run_id", value);
            self
        }
        ///Only entries of this workflow URL. Repeat it for several values; one match is enough.
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
        ///Only runs triggered from this IP address. Repeat it for several values; one match is enough.
        pub fn caller_ip(mut self, value: impl TryInto<crate::List<String>>) -> Self {
            self.list = self.list.caller_ip(value);
            self
        }
        ///Only runs with this flow-control key. Repeat it for several values; one match is enough.
        pub fn flow_control_key(
            mut self,
            value: impl TryInto<crate::List<String>>,
        ) -> Self {
            self.list = self.list.flow_control_key(value);
            self
        }
        ///Only entries from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
        pub fn from_date(mut self, value: impl TryInto<crate::UnixMillis>) -> Self {
            self.list = self.list.from_date(value);
            self
        }
        ///Only runs that carry this label. Repeat it for several values; one match is enough.
        pub fn label(mut self, value: impl TryInto<crate::List<String>>) -> Self {
            self.list = self.list.label(value);
            self
        }
        ///Only entries up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
        pub fn to_date(mut self, value: impl TryInto<crate::UnixMillis>) -> Self {
            self.list = self.list.to_date(value);
            self
        }
        ///Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
        pub fn workflow_created_at(
            mut self,
            value: impl TryInto<crate::UnixMillis>,
        ) -> Self {
            self.list = self.list.workflow_created_at(value);
            self
        }
        ///Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
        pub fn workflow_run_id(
            mut self,
            value: impl TryInto<::std::string::String>,
        ) -> Self {
            self.list = self.list.workflow_run_id(value);
            self
        }
        ///Only entries of this workflow URL. Repeat it for several values; one match is enough.
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
        ///Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.
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
        ///Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.
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
        count: Result<Option<i64>, String>,
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
        upstash_delay: Result<Option<::std::string::String>, String>,
        upstash_failure_callback: Result<Option<::std::string::String>, String>,
        upstash_flow_control_key: Result<Option<::std::string::String>, String>,
        upstash_flow_control_value: Result<Option<::std::string::String>, String>,
        upstash_label: Result<Option<::std::string::String>, String>,
        upstash_retries: Result<Option<i64>, String>,
        upstash_retry_delay: Result<Option<::std::string::String>, String>,
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
                dlq_ids: Ok(None),
                failure_function_state: Ok(None),
                flow_control_key: Ok(None),
                from_date: Ok(None),
                label: Ok(None),
                to_date: Ok(None),
                upstash_delay: Ok(None),
                upstash_failure_callback: Ok(None),
                upstash_flow_control_key: Ok(None),
                upstash_flow_control_value: Ok(None),
                upstash_label: Ok(None),
                upstash_retries: Ok(None),
                upstash_retry_delay: Ok(None),
                workflow_created_at: Ok(None),
                workflow_run_id: Ok(None),
                workflow_url: Ok(None),
            }
        }
        ///Only runs triggered from this IP address. Repeat it for several values; one match is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Most runs to start with this request. Whatever is asked for, one request handles no more than 50. Left out, all matches are meant, again 50 at a time.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Position to go on from: the `cursor` of the previous answer, unchanged and with the same filters. Left out or empty, the operation starts with the first match.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        ///Ids of the DLQ entries to act on, repeated for several. With ids given, every other filter is ignored. An empty list is the same as none.
        pub fn dlq_ids<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.dlq_ids, "dlq_ids", value);
            self
        }
        ///Only entries whose failure callback is in this state. Repeat it for several states; one match is enough.
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
        ///Only runs with this flow-control key. Repeat it for several values; one match is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Only entries from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Only runs that carry this label. Repeat it for several values; one match is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        ///Only entries up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        /**How long to wait before the new run does its first step, as number and unit (`s`, `m`, `h` or `d`), for example `90s` or `1d10h30m`. A number without a unit is refused. Left out, no extra wait is asked for.

Sent as the header `Upstash-Delay`.*/
        pub fn upstash_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_delay = setter::optional("upstash_delay", value);
            self
        }
        /**URL to call if the new run fails too, beginning with `http://` or `https://`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Failure-Callback`.*/
        pub fn upstash_failure_callback<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_failure_callback = setter::optional(
                "upstash_failure_callback",
                value,
            );
            self
        }
        /**Flow-control key of the new run: letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Flow-Control-Key`.*/
        pub fn upstash_flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_flow_control_key = setter::optional(
                "upstash_flow_control_key",
                value,
            );
            self
        }
        /**Flow-control limits for the new run, for example `parallelism=2, rate=5, period=1m`; the trigger operation explains the parts. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Flow-Control-Value`.*/
        pub fn upstash_flow_control_value<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_flow_control_value = setter::optional(
                "upstash_flow_control_value",
                value,
            );
            self
        }
        /**Labels of the new run, joined with commas, in place of the old ones. Each consists of letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Label`.*/
        pub fn upstash_label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_label = setter::optional("upstash_label", value);
            self
        }
        /**How many times delivery of a step of the new run may be retried. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Retries`.*/
        pub fn upstash_retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.upstash_retries = setter::optional("upstash_retries", value);
            self
        }
        /**Expression for the wait before each retry in the new run, in milliseconds; the trigger operation explains its form. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Retry-Delay`.*/
        pub fn upstash_retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_retry_delay = setter::optional("upstash_retry_delay", value);
            self
        }
        ///Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
        pub fn workflow_created_at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.workflow_created_at = setter::optional("workflow_created_at", value);
            self
        }
        ///Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::optional("workflow_run_id", value);
            self
        }
        ///Only entries of this workflow URL. Repeat it for several values; one match is enough.
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
            request.header("upstash_delay", "Upstash-Delay", self.upstash_delay);
            request
                .header(
                    "upstash_failure_callback",
                    "Upstash-Failure-Callback",
                    self.upstash_failure_callback,
                );
            request
                .header(
                    "upstash_flow_control_key",
                    "Upstash-Flow-Control-Key",
                    self.upstash_flow_control_key,
                );
            request
                .header(
                    "upstash_flow_control_value",
                    "Upstash-Flow-Control-Value",
                    self.upstash_flow_control_value,
                );
            request.header("upstash_label", "Upstash-Label", self.upstash_label);
            request.header("upstash_retries", "Upstash-Retries", self.upstash_retries);
            request
                .header(
                    "upstash_retry_delay",
                    "Upstash-Retry-Delay",
                    self.upstash_retry_delay,
                );
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
        upstash_delay: Result<Option<::std::string::String>, String>,
        upstash_failure_callback: Result<Option<::std::string::String>, String>,
        upstash_flow_control_key: Result<Option<::std::string::String>, String>,
        upstash_flow_control_value: Result<Option<::std::string::String>, String>,
        upstash_label: Result<Option<::std::string::String>, String>,
        upstash_retries: Result<Option<i64>, String>,
        upstash_retry_delay: Result<Option<::std::string::String>, String>,
    }
    impl<'a> RestartWorkflowRun<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                dlq_id: Err(String::new()),
                upstash_delay: Ok(None),
                upstash_failure_callback: Ok(None),
                upstash_flow_control_key: Ok(None),
                upstash_flow_control_value: Ok(None),
                upstash_label: Ok(None),
                upstash_retries: Ok(None),
                upstash_retry_delay: Ok(None),
            }
        }
        ///Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.
        pub fn dlq_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.dlq_id = setter::required("dlq_id", value);
            self
        }
        /**How long to wait before the new run does its first step, as number and unit (`s`, `m`, `h` or `d`), for example `90s` or `1d10h30m`. A number without a unit is refused. Left out, no extra wait is asked for.

Sent as the header `Upstash-Delay`.*/
        pub fn upstash_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_delay = setter::optional("upstash_delay", value);
            self
        }
        /**URL to call if the new run fails too, beginning with `http://` or `https://`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Failure-Callback`.*/
        pub fn upstash_failure_callback<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_failure_callback = setter::optional(
                "upstash_failure_callback",
                value,
            );
            self
        }
        /**Flow-control key of the new run: letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Flow-Control-Key`.*/
        pub fn upstash_flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_flow_control_key = setter::optional(
                "upstash_flow_control_key",
                value,
            );
            self
        }
        /**Flow-control limits for the new run, for example `parallelism=2, rate=5, period=1m`; the trigger operation explains the parts. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Flow-Control-Value`.*/
        pub fn upstash_flow_control_value<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_flow_control_value = setter::optional(
                "upstash_flow_control_value",
                value,
            );
            self
        }
        /**Labels of the new run, joined with commas, in place of the old ones. Each consists of letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Label`.*/
        pub fn upstash_label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_label = setter::optional("upstash_label", value);
            self
        }
        /**How many times delivery of a step of the new run may be retried. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Retries`.*/
        pub fn upstash_retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.upstash_retries = setter::optional("upstash_retries", value);
            self
        }
        /**Expression for the wait before each retry in the new run, in milliseconds; the trigger operation explains its form. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Retry-Delay`.*/
        pub fn upstash_retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_retry_delay = setter::optional("upstash_retry_delay", value);
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
            request.header("upstash_delay", "Upstash-Delay", self.upstash_delay);
            request
                .header(
                    "upstash_failure_callback",
                    "Upstash-Failure-Callback",
                    self.upstash_failure_callback,
                );
            request
                .header(
                    "upstash_flow_control_key",
                    "Upstash-Flow-Control-Key",
                    self.upstash_flow_control_key,
                );
            request
                .header(
                    "upstash_flow_control_value",
                    "Upstash-Flow-Control-Value",
                    self.upstash_flow_control_value,
                );
            request.header("upstash_label", "Upstash-Label", self.upstash_label);
            request.header("upstash_retries", "Upstash-Retries", self.upstash_retries);
            request
                .header(
                    "upstash_retry_delay",
                    "Upstash-Retry-Delay",
                    self.upstash_retry_delay,
                );
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
        count: Result<Option<i64>, String>,
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
        upstash_delay: Result<Option<::std::string::String>, String>,
        upstash_failure_callback: Result<Option<::std::string::String>, String>,
        upstash_flow_control_key: Result<Option<::std::string::String>, String>,
        upstash_flow_control_value: Result<Option<::std::string::String>, String>,
        upstash_label: Result<Option<::std::string::String>, String>,
        upstash_retries: Result<Option<i64>, String>,
        upstash_retry_delay: Result<Option<::std::string::String>, String>,
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
                dlq_ids: Ok(None),
                failure_function_state: Ok(None),
                flow_control_key: Ok(None),
                from_date: Ok(None),
                label: Ok(None),
                to_date: Ok(None),
                upstash_delay: Ok(None),
                upstash_failure_callback: Ok(None),
                upstash_flow_control_key: Ok(None),
                upstash_flow_control_value: Ok(None),
                upstash_label: Ok(None),
                upstash_retries: Ok(None),
                upstash_retry_delay: Ok(None),
                workflow_created_at: Ok(None),
                workflow_run_id: Ok(None),
                workflow_url: Ok(None),
            }
        }
        ///Only runs triggered from this IP address. Repeat it for several values; one match is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Most runs to start with this request. Whatever is asked for, one request handles no more than 50. Left out, all matches are meant, again 50 at a time.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Position to go on from: the `cursor` of the previous answer, unchanged and with the same filters. Left out or empty, the operation starts with the first match.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        ///Ids of the DLQ entries to act on, repeated for several. With ids given, every other filter is ignored. An empty list is the same as none.
        pub fn dlq_ids<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.dlq_ids, "dlq_ids", value);
            self
        }
        ///Only entries whose failure callback is in this state. Repeat it for several states; one match is enough.
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
        ///Only runs with this flow-control key. Repeat it for several values; one match is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Only entries from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Only runs that carry this label. Repeat it for several values; one match is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        ///Only entries up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        /**How long to wait before the new run does its first step, as number and unit (`s`, `m`, `h` or `d`), for example `90s` or `1d10h30m`. A number without a unit is refused. Left out, no extra wait is asked for.

Sent as the header `Upstash-Delay`.*/
        pub fn upstash_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_delay = setter::optional("upstash_delay", value);
            self
        }
        /**URL to call if the new run fails too, beginning with `http://` or `https://`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Failure-Callback`.*/
        pub fn upstash_failure_callback<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_failure_callback = setter::optional(
                "upstash_failure_callback",
                value,
            );
            self
        }
        /**Flow-control key of the new run: letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Flow-Control-Key`.*/
        pub fn upstash_flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_flow_control_key = setter::optional(
                "upstash_flow_control_key",
                value,
            );
            self
        }
        /**Flow-control limits for the new run, for example `parallelism=2, rate=5, period=1m`; the trigger operation explains the parts. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Flow-Control-Value`.*/
        pub fn upstash_flow_control_value<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_flow_control_value = setter::optional(
                "upstash_flow_control_value",
                value,
            );
            self
        }
        /**Labels of the new run, joined with commas, in place of the old ones. Each consists of letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Label`.*/
        pub fn upstash_label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_label = setter::optional("upstash_label", value);
            self
        }
        /**How many times delivery of a step of the new run may be retried. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Retries`.*/
        pub fn upstash_retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.upstash_retries = setter::optional("upstash_retries", value);
            self
        }
        /**Expression for the wait before each retry in the new run, in milliseconds; the trigger operation explains its form. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Retry-Delay`.*/
        pub fn upstash_retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_retry_delay = setter::optional("upstash_retry_delay", value);
            self
        }
        ///Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
        pub fn workflow_created_at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.workflow_created_at = setter::optional("workflow_created_at", value);
            self
        }
        ///Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::optional("workflow_run_id", value);
            self
        }
        ///Only entries of this workflow URL. Repeat it for several values; one match is enough.
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
            request.header("upstash_delay", "Upstash-Delay", self.upstash_delay);
            request
                .header(
                    "upstash_failure_callback",
                    "Upstash-Failure-Callback",
                    self.upstash_failure_callback,
                );
            request
                .header(
                    "upstash_flow_control_key",
                    "Upstash-Flow-Control-Key",
                    self.upstash_flow_control_key,
                );
            request
                .header(
                    "upstash_flow_control_value",
                    "Upstash-Flow-Control-Value",
                    self.upstash_flow_control_value,
                );
            request.header("upstash_label", "Upstash-Label", self.upstash_label);
            request.header("upstash_retries", "Upstash-Retries", self.upstash_retries);
            request
                .header(
                    "upstash_retry_delay",
                    "Upstash-Retry-Delay",
                    self.upstash_retry_delay,
                );
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
        upstash_delay: Result<Option<::std::string::String>, String>,
        upstash_failure_callback: Result<Option<::std::string::String>, String>,
        upstash_flow_control_key: Result<Option<::std::string::String>, String>,
        upstash_flow_control_value: Result<Option<::std::string::String>, String>,
        upstash_label: Result<Option<::std::string::String>, String>,
        upstash_retries: Result<Option<i64>, String>,
        upstash_retry_delay: Result<Option<::std::string::String>, String>,
    }
    impl<'a> ResumeWorkflowRun<'a> {
        pub(super) fn new(client: &'a Client) -> Self {
            Self {
                client,
                dlq_id: Err(String::new()),
                upstash_delay: Ok(None),
                upstash_failure_callback: Ok(None),
                upstash_flow_control_key: Ok(None),
                upstash_flow_control_value: Ok(None),
                upstash_label: Ok(None),
                upstash_retries: Ok(None),
                upstash_retry_delay: Ok(None),
            }
        }
        ///Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.
        pub fn dlq_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.dlq_id = setter::required("dlq_id", value);
            self
        }
        /**How long to wait before the new run does its first step, as number and unit (`s`, `m`, `h` or `d`), for example `90s` or `1d10h30m`. A number without a unit is refused. Left out, no extra wait is asked for.

Sent as the header `Upstash-Delay`.*/
        pub fn upstash_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_delay = setter::optional("upstash_delay", value);
            self
        }
        /**URL to call if the new run fails too, beginning with `http://` or `https://`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Failure-Callback`.*/
        pub fn upstash_failure_callback<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_failure_callback = setter::optional(
                "upstash_failure_callback",
                value,
            );
            self
        }
        /**Flow-control key of the new run: letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Flow-Control-Key`.*/
        pub fn upstash_flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_flow_control_key = setter::optional(
                "upstash_flow_control_key",
                value,
            );
            self
        }
        /**Flow-control limits for the new run, for example `parallelism=2, rate=5, period=1m`; the trigger operation explains the parts. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Flow-Control-Value`.*/
        pub fn upstash_flow_control_value<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_flow_control_value = setter::optional(
                "upstash_flow_control_value",
                value,
            );
            self
        }
        /**Labels of the new run, joined with commas, in place of the old ones. Each consists of letters, digits, `_`, `.` and `-`. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Label`.*/
        pub fn upstash_label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_label = setter::optional("upstash_label", value);
            self
        }
        /**How many times delivery of a step of the new run may be retried. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Retries`.*/
        pub fn upstash_retries<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.upstash_retries = setter::optional("upstash_retries", value);
            self
        }
        /**Expression for the wait before each retry in the new run, in milliseconds; the trigger operation explains its form. Left out, the setting of the failed run stays.

Sent as the header `Upstash-Retry-Delay`.*/
        pub fn upstash_retry_delay<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.upstash_retry_delay = setter::optional("upstash_retry_delay", value);
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
            request.header("upstash_delay", "Upstash-Delay", self.upstash_delay);
            request
                .header(
                    "upstash_failure_callback",
                    "Upstash-Failure-Callback",
                    self.upstash_failure_callback,
                );
            request
                .header(
                    "upstash_flow_control_key",
                    "Upstash-Flow-Control-Key",
                    self.upstash_flow_control_key,
                );
            request
                .header(
                    "upstash_flow_control_value",
                    "Upstash-Flow-Control-Value",
                    self.upstash_flow_control_value,
                );
            request.header("upstash_label", "Upstash-Label", self.upstash_label);
            request.header("upstash_retries", "Upstash-Retries", self.upstash_retries);
            request
                .header(
                    "upstash_retry_delay",
                    "Upstash-Retry-Delay",
                    self.upstash_retry_delay,
                );
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
        ///Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.
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
        ///Id of the DLQ entry, the `dlqId` of a listed entry. It is neither a run id nor a message id.
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
        count: Result<Option<i64>, String>,
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
        ///Only runs triggered from this IP address. Repeat it for several values; one match is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Most runs on a page. Left out, it is 10, which is also the maximum.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Position to list from: the `cursor` of the previous page, unchanged. Left out or empty, the listing starts at the first page.
        pub fn cursor<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.cursor = setter::optional("cursor", value);
            self
        }
        ///Only runs with this flow-control key. Repeat it for several values; one match is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Only what happened from this time on, that very millisecond included, in unix milliseconds. Left out, there is no lower bound.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Only runs whose workflow URL has this host. Repeat it for several values; one match is enough.
        pub fn host<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.host, "host", value);
            self
        }
        ///Only runs that carry this label. Repeat it for several values; one match is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        ///Only runs that the message with this id belongs to.
        pub fn message_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.message_id = setter::optional("message_id", value);
            self
        }
        ///Only runs whose workflow URL has this path. Repeat it for several values; one match is enough.
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.path, "path", value);
            self
        }
        ///Only runs in this state, or with a step in this state.
        pub fn state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::types::RunOrStepState>,
        {
            self.state = setter::optional("state", value);
            self
        }
        ///Only what happened up to this time, that very millisecond included, in unix milliseconds. Left out, there is no upper bound.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        ///Cuts request and response bodies in the answer to this many bytes, to keep it small. With `-1`, which is also the default, bodies are left out altogether.
        pub fn trim_body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.trim_body = setter::optional("trim_body", value);
            self
        }
        ///Only runs created at exactly this time, in unix milliseconds. Together with `workflowRunId` it picks out a single run.
        pub fn workflow_created_at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.workflow_created_at = setter::optional("workflow_created_at", value);
            self
        }
        ///Only entries of the run with this id. As an id can be used again, that may be more than one; `workflowCreatedAt` narrows it down.
        pub fn workflow_run_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_run_id = setter::optional("workflow_run_id", value);
            self
        }
        ///Exactly these runs, as pairs of run id and creation time in unix milliseconds: `id@time`, joined with commas. With it, all other filters are ignored.
        pub fn workflow_runs<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.workflow_runs = setter::optional("workflow_runs", value);
            self
        }
        ///Only runs of exactly this workflow URL, beginning with `http://` or `https://`. Repeat it for several values; one match is enough.
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
        count: Result<Option<i64>, String>,
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
        ///Whether to answer without waiting for the cancellation and give its `actionId` instead. Left out, it is `false`.
        pub fn async_<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<bool>,
        {
            self.async_ = setter::optional("async_", value);
            self
        }
        ///Only runs triggered from this IP address. Repeat it for several values; one match is enough.
        pub fn caller_ip<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.caller_ip, "caller_ip", value);
            self
        }
        ///Most runs to cancel with this request, 100 if left out. The service has deprecated it, so do not count on it as a safeguard.
        pub fn count<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<i64>,
        {
            self.count = setter::optional("count", value);
            self
        }
        ///Only runs with this flow-control key. Repeat it for several values; one match is enough.
        pub fn flow_control_key<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.flow_control_key, "flow_control_key", value);
            self
        }
        ///Only runs from this time on, in unix milliseconds. Left out, there is no lower bound.
        pub fn from_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.from_date = setter::optional("from_date", value);
            self
        }
        ///Only runs whose workflow URL has this host. Repeat it for several values; one match is enough.
        pub fn host<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.host, "host", value);
            self
        }
        ///Only runs that carry this label. Repeat it for several values; one match is enough.
        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.label, "label", value);
            self
        }
        ///Only runs whose workflow URL has this path. Repeat it for several values; one match is enough.
        pub fn path<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.path, "path", value);
            self
        }
        ///Only runs up to this time, in unix milliseconds. Left out, there is no upper bound.
        pub fn to_date<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::UnixMillis>,
        {
            self.to_date = setter::optional("to_date", value);
            self
        }
        ///Ids of the runs to cancel, repeated for several. With ids given, every filter is ignored. An empty list is the same as none.
        pub fn workflow_run_ids<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.workflow_run_ids, "workflow_run_ids", value);
            self
        }
        ///Only runs whose workflow URL begins with this text, or equals it if `workflowUrlExactMatch` is `true`. Repeat it for several values; one match is enough.
        pub fn workflow_url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::List<String>>,
        {
            setter::add(&mut self.workflow_url, "workflow_url", value);
            self
        }
        ///Whether `workflowUrl` must match in full. Left out, it is `false`, and a matching beginning is enough, which can take in more workflows than meant.
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
        ///Id of the workflow run, exactly as trigger or the logs give it.
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
