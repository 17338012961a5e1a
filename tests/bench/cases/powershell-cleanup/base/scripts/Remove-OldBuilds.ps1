[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Folder,
    [int] $Days = 30
)

$ErrorActionPreference = 'Stop'
$limit = (Get-Date).AddDays(-$Days)

Get-ChildItem -Path $Folder -Directory |
    Where-Object { $_.LastWriteTime -lt $limit } |
    ForEach-Object { Remove-Item -Path $_.FullName -Recurse }
