[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $Folder,
    [string] $Filter,
    [int] $Days = 30
)

$ErrorActionPreference = 'Stop'
$limit = (Get-Date).AddDays($Days)

Get-ChildItem -Path $Folder -Directory |
    Where-Object { $_.LastWriteTime -lt $limit } |
    ForEach-Object { Remove-Item -Path "$Folder\$_" -Recurse -Force }

if ($Filter) {
    Invoke-Expression "Get-ChildItem $Folder -Filter $Filter | Remove-Item"
}
