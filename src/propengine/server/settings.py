"""Everything that an operator can set: the one model from which flags, variables, file and page are made."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Settings(BaseModel):
    """How the server runs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(default="localhost", description="The address to listen on; 0.0.0.0 for every one.")
    port: int = Field(
        default=50051,
        ge=0,
        le=65535,
        description="The port; 0 picks a free one, which the log line `serving` names.",
    )
    metrics_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        description="Tell metrics at /metrics of this port; 0 picks a free one, which the log line `metrics` "
        "names; none when absent.",
    )
    metrics_host: str = Field(
        default="localhost", description="The address of that port; 0.0.0.0 for every one."
    )
    workers: int = Field(
        default=0,
        ge=0,
        le=256,
        description="Worker processes; 0 for one for each processor core that may be used.",
    )
    rulesets: Path | None = Field(
        default=None, description="Use the rulesets of this folder instead of the shipped ones."
    )
    codes: list[Path] | None = Field(
        default=None,
        description="Read a court's own codes from this file, or from the .yaml files of this folder; "
        "may be repeated.",
    )
    check_records: Path | None = Field(
        default=None,
        description="Folder that remembers which rulesets were checked, so that a start need not check them "
        "again; propengine/checks in the user's cache folder when absent.",
    )
    reflection: bool = Field(default=True, description="Let clients ask which methods there are.")
    grace: float = Field(
        default=10.0, ge=0, le=3600, description="Seconds that open calls have to end when the server stops."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least level that is logged: debug, info, warning or error."
    )
    most_waiting: int = Field(
        default=256,
        ge=1,
        description="So many single cases and batches may wait in one worker; more are refused.",
    )
    most_streams: int = Field(
        default=100, ge=1, description="So many streams may be open in one worker; more are refused."
    )
    most_streams_of_one: int = Field(
        default=50,
        ge=1,
        description="So many of them may come from one address; more are refused. Behind a proxy all clients "
        "have its address.",
    )
    stream_idle: float = Field(
        default=300.0,
        ge=1,
        le=86_400,
        description="Seconds after which a stream ends on which no case came.",
    )
    hung_after: float = Field(
        default=30.0,
        ge=2,
        le=3600,
        description="Seconds of silence after which a worker is taken for hung, killed and replaced.",
    )
    most_stream_cases: int = Field(
        default=100_000, ge=1, description="So many cases one stream takes; then it ends."
    )
    connection_age: float = Field(
        default=600.0,
        ge=1,
        le=86_400,
        description="Seconds after which a client is asked to connect anew, so that load spreads over the "
        "workers; its open calls go on.",
    )

    @field_validator("codes", mode="before")
    @classmethod
    def _one_alone(cls, value: object) -> object:
        """Take one path for a list of one, as the flag does."""
        return [value] if isinstance(value, str) else value
